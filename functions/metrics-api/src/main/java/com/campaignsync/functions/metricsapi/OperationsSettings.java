package com.campaignsync.functions.metricsapi;

import com.campaignsync.runtime.settings.HostPort;
import com.campaignsync.runtime.settings.Settings;
import java.util.Optional;

/**
 * Where the scheduler and the log are.
 *
 * @param schedulerLocation SCHEDULER_LOCATION (us-central1): the region of the jobs
 *     campaign-sync-hourly and campaign-sync-frequent
 * @param schedulerEmulator SCHEDULER_EMULATOR_HOST (none): host:port of a stand-in
 * @param loggingEmulator LOGGING_EMULATOR_HOST (none): host:port of a stand-in
 */
record OperationsSettings(
    String schedulerLocation,
    Optional<HostPort> schedulerEmulator,
    Optional<HostPort> loggingEmulator) {

  static OperationsSettings from(Settings settings) {
    return new OperationsSettings(
        settings.string("SCHEDULER_LOCATION", "us-central1"),
        settings.hostPort("SCHEDULER_EMULATOR_HOST"),
        settings.hostPort("LOGGING_EMULATOR_HOST"));
  }
}
