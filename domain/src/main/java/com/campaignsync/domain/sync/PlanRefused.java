package com.campaignsync.domain.sync;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.store.Retention;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Work that is not planned, because it can never be done as it was asked for. */
public final class PlanRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Why; stable names. */
  public enum Reason {
    /** No such tenant. */
    TENANT_UNKNOWN,
    /** No such connection, or not the tenant's. */
    CONNECTION_UNKNOWN,
    /** More days than one piece of work may have. */
    WINDOW_TOO_LONG,
    /** Days in the future. */
    WINDOW_IN_FUTURE,
    /** Days older than what is kept: they would be dropped by the next cleanup. */
    RETENTION
  }

  /** Where a day begins first: the Line Islands. */
  private static final ZoneOffset EARLIEST_ZONE = ZoneOffset.ofHours(14);

  private final Reason reason;

  public PlanRefused(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Refuses days that the next cleanup would drop again. */
  static void ifDropped(DayWindow window, Retention retention, Instant now) {
    if (retention.drops(window.firstDay(), now)) {
      throw dropped(window, retention, now);
    }
  }

  /** Refuses days that have begun nowhere on Earth. */
  static void ifToCome(DayWindow window, Instant now) {
    if (window.firstDay().isAfter(LocalDate.ofInstant(now, EARLIEST_ZONE))) {
      throw new PlanRefused(
          Reason.WINDOW_IN_FUTURE, "%s is in the future".formatted(window.firstDay()));
    }
  }

  /** Days before the first that is kept. */
  static PlanRefused dropped(DayWindow window, Retention retention, Instant now) {
    return new PlanRefused(
        Reason.RETENTION,
        "%s is before %s, the first day that is kept: the month that holds the oldest of %d days"
            .formatted(window.firstDay(), retention.firstDay(now), retention.days()));
  }

  public Reason reason() {
    return reason;
  }
}
