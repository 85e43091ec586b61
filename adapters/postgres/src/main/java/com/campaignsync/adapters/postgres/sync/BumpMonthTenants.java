package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import io.r2dbc.spi.Connection;
import java.time.YearMonth;
import reactor.core.publisher.Mono;

/** Says to the tenants of a month that what the API answers them changes. */
final class BumpMonthTenants {

  private static final SqlStatement SQL = SqlStatement.of(BumpMonthTenants.class);

  private BumpMonthTenants() {}

  static Mono<Long> run(Connection connection, YearMonth month) {
    return SQL.update(connection, statement -> statement.bind("$1", month.atDay(1)));
  }
}
