package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import io.r2dbc.spi.Connection;
import java.time.YearMonth;
import reactor.core.publisher.Mono;

/** Takes a month's rows out of the campaigns' totals. */
final class SubtractMonth {

  private static final SqlStatement SQL = SqlStatement.of(SubtractMonth.class);

  private SubtractMonth() {}

  static Mono<Long> run(Connection connection, YearMonth month) {
    return SQL.update(connection, statement -> statement.bind("$1", month.atDay(1)));
  }
}
