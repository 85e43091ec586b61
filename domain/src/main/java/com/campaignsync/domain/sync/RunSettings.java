package com.campaignsync.domain.sync;

import java.time.Duration;

/**
 * How a run behaves.
 *
 * @param leaseTimeToLive how long a dead holder keeps others out
 * @param heartbeat how often a run renews its lease and shows its progress; well below {@code
 *     leaseTimeToLive}
 * @param recordsPerCommit records after which a chunk ends with its day: bounds what a crash
 *     repeats and how long a transaction lasts
 */
public record RunSettings(Duration leaseTimeToLive, Duration heartbeat, long recordsPerCommit) {

  /**
   * A minute of lease: a crash delays a connection by no more than that. 100,000 records are some
   * seconds of work.
   */
  public static final RunSettings DEFAULT =
      new RunSettings(Duration.ofSeconds(60), Duration.ofSeconds(2), 100_000);

  /**
   * @throws IllegalArgumentException if a lease could expire between two heartbeats
   */
  public RunSettings {
    if (heartbeat.multipliedBy(3).compareTo(leaseTimeToLive) > 0 || recordsPerCommit < 1) {
      throw new IllegalArgumentException(
          "heartbeat %s must be at most a third of the lease's %s, and recordsPerCommit positive"
              .formatted(heartbeat, leaseTimeToLive));
    }
  }
}
