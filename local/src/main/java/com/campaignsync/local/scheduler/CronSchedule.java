package com.campaignsync.local.scheduler;

import com.campaignsync.local.grpc.GrpcErrors;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;

/**
 * The minutes that a UNIX cron expression names on the wall clock of a zone.
 *
 * <p>Cloud Scheduler follows the wall clock: where clocks are set back, a minute that comes twice
 * runs twice; where they are set forward, a minute that does not come does not run. So the cron
 * library is only ever asked about one offset from UTC at a time.
 */
final class CronSchedule {
  /** Clocks change at most a few times a year; a leap day is at most eight years off. */
  private static final int TRANSITIONS_MAX = 40;

  private static final CronParser PARSER =
      new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

  private final ExecutionTime times;
  private final ZoneId zone;

  private CronSchedule(ExecutionTime times, ZoneId zone) {
    this.times = times;
    this.zone = zone;
  }

  /**
   * @param zone a name of the tz database
   * @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT naming what cannot be read
   */
  static CronSchedule parse(String schedule, String zone) {
    return new CronSchedule(times(schedule), zone(zone));
  }

  /** The first run after the instant; empty if there is none, as on 30 February. */
  Optional<Instant> next(Instant after) {
    Instant from = after;
    for (int i = 0; i < TRANSITIONS_MAX; i++) {
      ZoneOffsetTransition change = zone.getRules().nextTransition(from);
      ZonedDateTime wall = from.atZone(zone.getRules().getOffset(from));
      Optional<Instant> found = times.nextExecution(wall).map(ZonedDateTime::toInstant);
      if (change == null) {
        return found;
      }
      if (found.isPresent() && found.get().isBefore(change.getInstant())) {
        return found;
      }
      Optional<Instant> atChange = atChange(change);
      if (atChange.isPresent()) {
        return atChange;
      }
      from = change.getInstant();
    }
    return Optional.empty();
  }

  /** The library answers what comes after an instant: the change itself is asked for apart. */
  private Optional<Instant> atChange(ZoneOffsetTransition change) {
    ZonedDateTime wall = change.getInstant().atZone(change.getOffsetAfter());
    return times.isMatch(wall) ? Optional.of(change.getInstant()) : Optional.empty();
  }

  private static ExecutionTime times(String schedule) {
    try {
      return ExecutionTime.forCron(PARSER.parse(schedule).validate());
    } catch (IllegalArgumentException unreadable) {
      throw GrpcErrors.invalid(
          "Schedule is not UNIX cron of five fields: \"%s\": %s"
              .formatted(schedule, unreadable.getMessage()));
    }
  }

  private static ZoneId zone(String zone) {
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException unknown) {
      throw GrpcErrors.invalid("Time zone is invalid: \"" + zone + "\"");
    }
  }
}
