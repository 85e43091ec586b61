package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import io.r2dbc.spi.Connection;
import java.time.YearMonth;
import java.util.Set;
import reactor.core.publisher.Mono;

/** Makes the monthly partitions that are missing. */
final class EnsureMonths {

  private static final SqlStatement SQL =
      new SqlStatement(
          """
          SELECT ensure_month(day) FROM unnest(CAST($1 AS date[])) AS month (day) ORDER BY day
          """);

  private EnsureMonths() {}

  static Mono<Long> run(Connection connection, Set<YearMonth> months) {
    return SQL.update(
        connection,
        statement ->
            statement.bind(
                "$1",
                months.stream().map(month -> month.atDay(1).toString()).toArray(String[]::new)));
  }
}
