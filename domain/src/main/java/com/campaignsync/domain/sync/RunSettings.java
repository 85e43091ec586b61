package com.campaignsync.domain.sync;

import com.campaignsync.domain.store.Retention;
import java.time.Duration;

/**
 * How a run behaves.
 *
 * @param leaseTimeToLive how long a dead holder keeps others out
 * @param heartbeat how often a run renews its leases and shows its progress; well below {@code
 *     leaseTimeToLive}
 * @param recordsPerCommit records after which a chunk ends with its day: bounds what a crash
 *     repeats and how long a transaction lasts
 * @param workTime how long a run works before it hands the rest to a continuation; below the
 *     deadline of whoever called it by what one chunk may take
 * @param retention days before its first are not looked at, whatever a job asks for
 */
public record RunSettings(
    Duration leaseTimeToLive,
    Duration heartbeat,
    long recordsPerCommit,
    Duration workTime,
    Retention retention) {

  /**
   * A minute of lease: a crash delays a connection by no more than that. 100,000 records are some
   * seconds of work. Seven minutes of the platform's nine.
   */
  public static final RunSettings DEFAULT =
      new RunSettings(
          Duration.ofSeconds(60), Duration.ofSeconds(2), 100_000, Duration.ofMinutes(7));

  /**
   * @throws IllegalArgumentException if a lease could expire between two heartbeats
   */
  public RunSettings {
    if (heartbeat.multipliedBy(3).compareTo(leaseTimeToLive) > 0
        || recordsPerCommit < 1
        || workTime.isNegative()
        || workTime.isZero()) {
      throw new IllegalArgumentException(
          "heartbeat %s must be at most a third of the lease's %s, the others positive"
              .formatted(heartbeat, leaseTimeToLive));
    }
  }

  /** Of all days there are. */
  public RunSettings(
      Duration leaseTimeToLive, Duration heartbeat, long recordsPerCommit, Duration workTime) {
    this(leaseTimeToLive, heartbeat, recordsPerCommit, workTime, Retention.KEEPS_ALL);
  }

  /** The same with another time to work. */
  public RunSettings withWorkTime(Duration time) {
    return new RunSettings(leaseTimeToLive, heartbeat, recordsPerCommit, time, retention);
  }

  /** The same for the days that are kept. */
  public RunSettings withRetention(Retention kept) {
    return new RunSettings(leaseTimeToLive, heartbeat, recordsPerCommit, workTime, kept);
  }
}
