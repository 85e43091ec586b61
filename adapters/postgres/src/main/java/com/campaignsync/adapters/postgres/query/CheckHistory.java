package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.adapters.postgres.query.SelectCaption.Caption;
import com.campaignsync.domain.query.MetricsQuery;
import com.campaignsync.domain.query.MetricsReader.HistoryGone;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/**
 * Refuses to tell of a time whose numbers are gone. Rows leave together with the log of their
 * changes, by months of their day: before the first day that is kept began, there were only others.
 */
final class CheckHistory {

  private static final SqlStatement FIRST_CHANGE =
      new SqlStatement(
          "SELECT min(metric_date) AS first_day FROM metric_changes WHERE tenant_id = $1");

  private CheckHistory() {}

  /** Fails with {@link HistoryGone} where the query asks for it. */
  static Mono<Void> run(Connection connection, Caption caption, MetricsQuery query) {
    return query
        .asOf()
        .map(
            asOf ->
                firstChange(connection, caption.tenant().id())
                    .flatMap(day -> check(caption, day, asOf)))
        .orElse(Mono.empty());
  }

  private static Mono<Optional<LocalDate>> firstChange(Connection connection, TenantId tenantId) {
    return FIRST_CHANGE
        .rows(
            connection,
            statement -> statement.bind("$1", tenantId.value()),
            row -> Optional.ofNullable(row.get(0, LocalDate.class)))
        .single();
  }

  /** Without any rows there never were any that we could know of. */
  private static Mono<Void> check(Caption caption, Optional<LocalDate> firstChange, Instant asOf) {
    return Stream.of(caption.from(), firstChange)
        .flatMap(Optional::stream)
        .min(LocalDate::compareTo)
        .map(day -> day.atStartOfDay(caption.tenant().zone()).toInstant())
        .filter(asOf::isBefore)
        .map(earliest -> Mono.<Void>error(new HistoryGone(earliest)))
        .orElse(Mono.empty());
  }
}
