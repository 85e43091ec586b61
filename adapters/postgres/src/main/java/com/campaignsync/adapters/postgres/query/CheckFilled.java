package com.campaignsync.adapters.postgres.query;

import com.campaignsync.domain.query.GroupKey;
import com.campaignsync.domain.query.Grouping;
import com.campaignsync.domain.query.MetricsQuery;
import com.campaignsync.domain.query.MetricsReader;
import com.campaignsync.domain.query.MetricsReader.TooManyFilledRows;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import java.util.Objects;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/** Refuses to fill up more groups than a page is worth. */
final class CheckFilled {

  private CheckFilled() {}

  /** Fails with {@link TooManyFilledRows} where the query asks for that. */
  static Mono<Void> run(Connection connection, TenantId tenantId, MetricsQuery query) {
    if (!query.shape().filled() || query.grouping().equals(Grouping.BY_DATE)) {
      return Mono.empty();
    }
    long periods = query.shape().granularity().periods(query.window());
    return sql(tenantId, query)
        .rows(connection, row -> Objects.requireNonNull(row.get(0, Long.class)))
        .single()
        .map(groups -> groups * periods)
        .filter(rows -> rows > MetricsReader.FILLED_ROWS_MAX)
        .flatMap(rows -> Mono.error(new TooManyFilledRows(rows)));
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
