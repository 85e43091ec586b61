package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.MonthContents;
import io.r2dbc.spi.Connection;
import java.time.YearMonth;
import reactor.core.publisher.Mono;

/** What a month holds. */
final class CountMonth {

  private static final SqlStatement SQL = SqlStatement.of(CountMonth.class);

  private CountMonth() {}

  static Mono<MonthContents> run(Connection connection, YearMonth month) {
    return SQL.rows(
            connection,
            statement -> statement.bind("$1", month.atDay(1)),
            row ->
                new MonthContents(
                    month,
                    Columns.count(row, "metric_rows"),
                    Columns.count(row, "change_rows"),
                    Columns.count(row, "rollup_rows"),
                    Columns.count(row, "watermarks"),
                    Columns.count(row, "reconciliations")))
        .single();
  }
}
