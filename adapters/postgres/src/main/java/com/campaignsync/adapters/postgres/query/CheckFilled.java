package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.query.SelectCaption.Caption;
import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.query.GroupKey;
import com.campaignsync.domain.query.MetricsQuery;
import com.campaignsync.domain.query.MetricsReader;
import com.campaignsync.domain.query.MetricsReader.TooManyFilledRows;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import java.time.LocalDate;
import java.util.Objects;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/** Refuses to fill up more groups than a page is worth. */
final class CheckFilled {

  private CheckFilled() {}

  /** Fails with {@link TooManyFilledRows} where the query asks for that. */
  static Mono<Void> run(Connection connection, Caption caption, MetricsQuery query) {
    if (!query.shape().filled() || query.grouping().isByDateAlone()) {
      return Mono.empty();
    }
    long periods = periods(caption, query);
    return sql(caption.tenant().id(), query)
        .rows(connection, row -> Objects.requireNonNull(row.get(0, Long.class)))
        .single()
        .map(groups -> groups * periods)
        .filter(rows -> rows > MetricsReader.FILLED_ROWS_MAX)
        .flatMap(rows -> Mono.error(new TooManyFilledRows(rows)));
  }

  private static long periods(Caption caption, MetricsQuery query) {
    LocalDate start = query.window().firstDay();
    LocalDate first = caption.from().filter(day -> day.isAfter(start)).orElse(start);
    LocalDate last = query.fillEnd();
    return caption.from().isEmpty() || last.isBefore(first)
        ? 0
        : query.shape().granularity().periods(DayWindow.inclusive(first, last));
  }

  static BoundSql sql(TenantId tenantId, MetricsQuery query) {
    String columns =
        query.grouping().keys().stream()
            .filter(key -> key != GroupKey.DATE)
            .map(key -> key == GroupKey.CAMPAIGN ? "campaign_space_id" : key.wireName())
            .collect(Collectors.joining(", "));
    BoundSql sql = new BoundSql().text("SELECT count(*) FROM (SELECT DISTINCT " + columns);
    return MetricsSource.from(sql, tenantId, query).text(") AS g");
  }
}
