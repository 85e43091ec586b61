package com.campaignsync.functions.jobs;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.store.Retention;
import com.campaignsync.runtime.settings.HostPort;
import com.campaignsync.runtime.settings.Secret;
import com.campaignsync.runtime.settings.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a function that runs jobs is told by its environment.
 *
 * @param enabled CAMPAIGN_SYNC_ENABLED (true): false acknowledges every message and does nothing
 * @param projectId BIGQUERY_PROJECT_ID (required): runs and pays for the queries, holds the topic
 * @param datasetId BIGQUERY_DATASET_ID (engarde_analytics)
 * @param location BIGQUERY_LOCATION (US)
 * @param credentialsJson BIGQUERY_CREDENTIALS_JSON (none: application default credentials)
 * @param bigQueryEmulator BIGQUERY_EMULATOR_HOST (none): host:port of a stand-in
 * @param useQueryCache BIGQUERY_USE_QUERY_CACHE (true)
 * @param maximumBytesBilled BIGQUERY_MAX_BYTES_BILLED (10 GiB): most that one query may bill
 * @param timeout CAMPAIGN_SYNC_TIMEOUT_SECONDS (600, capped at 540): the platform gives an event
 *     600 s, and a run must have ended before
 * @param databaseUrl DATABASE_URL (required)
 * @param poolSize DATABASE_POOL_SIZE (4): a run needs two, one to load and one for its heartbeat
 * @param topic PUBSUB_TOPIC_SYNC (campaign-sync)
 * @param maintenanceTopic PUBSUB_TOPIC_MAINTENANCE (campaign-maintenance)
 * @param pubSubEmulator PUBSUB_EMULATOR_HOST (none): host:port of a stand-in
 * @param storageReadEmulator BIGQUERY_STORAGE_EMULATOR_HOST (none): host:port of a stand-in of the
 *     Storage Read API. With BIGQUERY_EMULATOR_HOST alone, everything is read by pages
 * @param retention CAMPAIGN_SYNC_RETENTION_DAYS (90): days that are kept at least; 0 keeps
 *     everything
 * @param webhookUrl SYNC_WEBHOOK_URL (none): https address that is told when a sync has ended
 * @param webhookSecret SYNC_WEBHOOK_SECRET (required with the URL): base64, what notices are signed
 *     with
 */
record JobSettings(
    boolean enabled,
    String projectId,
    String datasetId,
    String location,
    Optional<Secret> credentialsJson,
    Optional<HostPort> bigQueryEmulator,
    boolean useQueryCache,
    long maximumBytesBilled,
    Duration timeout,
    Secret databaseUrl,
    int poolSize,
    String topic,
    String maintenanceTopic,
    Optional<HostPort> pubSubEmulator,
    Optional<HostPort> storageReadEmulator,
    Retention retention,
    Optional<URI> webhookUrl,
    Optional<Secret> webhookSecret) {

  /** Below the 600 s of the acknowledgement deadline, with a minute to settle. */
  static final Duration TIMEOUT_MAX = Duration.ofSeconds(540);

  private static final Duration SETTLING = Duration.ofMinutes(1);

  private static final long MAX_BYTES_BILLED = 10L << 30;

  static JobSettings from(Function<String, @Nullable String> environment) {
    return Settings.read(environment, JobSettings::read);
  }

  private static JobSettings read(Settings settings) {
    Duration timeout =
        settings.duration(
            "CAMPAIGN_SYNC_TIMEOUT_SECONDS",
            Duration.ofSeconds(600),
            Duration.ofSeconds(10),
            Duration.ofHours(1));
    return new JobSettings(
        settings.bool("CAMPAIGN_SYNC_ENABLED", true),
        settings.required("BIGQUERY_PROJECT_ID", "the project that runs the queries"),
        settings.string("BIGQUERY_DATASET_ID", "engarde_analytics"),
        settings.string("BIGQUERY_LOCATION", "US"),
        settings.optionalSecret("BIGQUERY_CREDENTIALS_JSON"),
        settings.hostPort("BIGQUERY_EMULATOR_HOST"),
        settings.bool("BIGQUERY_USE_QUERY_CACHE", true),
        settings.number("BIGQUERY_MAX_BYTES_BILLED", MAX_BYTES_BILLED, 10L << 20, 1L << 50),
        timeout.compareTo(TIMEOUT_MAX) > 0 ? TIMEOUT_MAX : timeout,
        settings.databaseUrl("DATABASE_URL"),
        settings.integer("DATABASE_POOL_SIZE", 4, 2, 100),
        settings.string("PUBSUB_TOPIC_SYNC", "campaign-sync"),
        settings.string("PUBSUB_TOPIC_MAINTENANCE", "campaign-maintenance"),
        settings.hostPort("PUBSUB_EMULATOR_HOST"),
        settings.hostPort("BIGQUERY_STORAGE_EMULATOR_HOST"),
        Retention.ofDays(
            settings.integer("CAMPAIGN_SYNC_RETENTION_DAYS", 90, 0, DayWindow.DAYS_MAX)),
        settings.httpsUrl("SYNC_WEBHOOK_URL"),
        settings.secretWith("SYNC_WEBHOOK_SECRET", "SYNC_WEBHOOK_URL"));
  }

  /**
   * What waits longer than the work may last would be cut off by the timeout, and its job run again
   * and again without an attempt being counted.
   */
  Duration atMostWorkTime(Duration wanted) {
    return wanted.compareTo(workTime()) < 0 ? wanted : workTime();
  }

  /** A minute of the timeout is left for the chunk under way and the bookkeeping. */
  Duration workTime() {
    Duration time = timeout.minus(SETTLING);
    return time.compareTo(timeout.dividedBy(2)) < 0 ? timeout.dividedBy(2) : time;
  }
}
