package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.sync.PlanMaintenance;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What long work a caller wants done.
 *
 * @param connectionId for this connection only
 * @param range the days, where named
 * @param dryRun whether only to tell what it would cost
 * @param force whether a person allows it what the guard on deletes refuses
 */
record PlanBody(Optional<UUID> connectionId, DateRange range, boolean dryRun, boolean force) {

  /** Days before today at which a range begins of which only the end is named. */
  private static final int DAYS_DEFAULT = 29;

  private static final Set<String> ALL =
      Set.of("connection_id", "start_date", "end_date", "dry_run", "force");

  /** Of work that can be tried and forced. */
  static PlanBody parse(ObjectNode json) {
    return parse(JsonBody.of(json, ALL));
  }

  /** Of work that deletes nothing and is not estimated. */
  static PlanBody parseSimple(ObjectNode json) {
    return parse(JsonBody.of(json, Set.of("connection_id", "start_date", "end_date")));
  }

  private static PlanBody parse(JsonBody body) {
    return new PlanBody(
        body.text("connection_id").map(text -> Input.id("connection_id", text)),
        DateRange.parse(body.text("start_date"), body.text("end_date")),
        body.flag("dry_run").orElse(false),
        body.flag("force").orElse(false));
  }

  UUID requiredConnection() {
    return connectionId.orElseThrow(() -> JsonBody.missing("connection_id"));
  }

  /** The days of a backfill: they must have a beginning, and may be many years. */
  DayWindow requiredWindow(LocalDate today) {
    if (range.start().isEmpty()) {
      throw JsonBody.missing("start_date");
    }
    return range.window(today, DAYS_DEFAULT, PlanMaintenance.BACKFILL_DAYS_MAX);
  }

  /** Null where no day is named: the run decides. */
  @Nullable DayWindow window(LocalDate today) {
    return range.isEmpty() ? null : range.window(today, DAYS_DEFAULT);
  }
}
