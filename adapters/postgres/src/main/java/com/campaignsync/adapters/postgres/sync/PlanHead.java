package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.store.NewJob;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Keeps the head of planned work. */
final class PlanHead {

  private static final SqlStatement SQL = SqlStatement.of(PlanHead.class);

  private static final SqlStatement KNOWN =
      new SqlStatement("SELECT id FROM sync_jobs WHERE idempotency_key = $1");

  private PlanHead() {}

  /** The head's id, also where it was kept before. Its days span those of all jobs. */
  static Mono<UUID> run(Connection connection, String key, List<NewJob> jobs) {
    return SQL.rows(connection, statement -> bind(statement, key, jobs), PlanHead::id)
        .next()
        .switchIfEmpty(
            KNOWN.rows(connection, statement -> statement.bind("$1", key), PlanHead::id).single());
  }

  private static void bind(Statement statement, String key, List<NewJob> jobs) {
    NewJob first = jobs.get(0);
    statement
        .bind("$1", key)
        .bind("$2", first.tenantId().value())
        .bind("$3", first.entity().wireName())
        .bind("$4", first.type().wireName())
        .bind("$7", first.trigger().name().toLowerCase(Locale.ROOT));
    SqlStatement.bindNullable(statement, "$5", firstDay(jobs), LocalDate.class);
    SqlStatement.bindNullable(statement, "$6", lastDay(jobs), LocalDate.class);
    SqlStatement.bindNullable(statement, "$8", first.userId(), String.class);
  }

  private static @Nullable LocalDate firstDay(List<NewJob> jobs) {
    return windows(jobs).stream()
        .map(DayWindow::firstDay)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  private static @Nullable LocalDate lastDay(List<NewJob> jobs) {
    return windows(jobs).stream()
        .map(DayWindow::lastDay)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  private static List<DayWindow> windows(List<NewJob> jobs) {
    return jobs.stream().map(NewJob::window).filter(Objects::nonNull).toList();
  }

  private static UUID id(Readable row) {
    return Columns.required(row, "id", UUID.class);
  }
}
