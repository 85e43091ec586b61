package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.MonthContents;
import io.r2dbc.spi.Connection;
import java.time.YearMonth;
import reactor.core.publisher.Mono;

/**
 * Drops a month inside the transaction of the given connection: keeps everybody out of the monthly
 * tables first, so that no load adds to a total between its correction and the end of the rows.
 */
final class DropMonth {

  /** No wait inside may be long: others wait for us meanwhile. */
  private static final SqlStatement BE_BRIEF =
      new SqlStatement("SELECT set_config('lock_timeout', '2s', true)");

  private static final SqlStatement LOCK = new SqlStatement("SELECT lock_months()");
  private static final SqlStatement DROP = new SqlStatement("SELECT drop_month($1)");

  private DropMonth() {}

  static Mono<MonthContents> run(Connection connection, YearMonth month) {
    return BE_BRIEF
        .update(connection, statement -> {})
        .then(LOCK.update(connection, statement -> {}))
        .then(CountMonth.run(connection, month))
        .delayUntil(contents -> settle(connection, month));
  }

  private static Mono<Long> settle(Connection connection, YearMonth month) {
    return SubtractMonth.run(connection, month)
        .then(BumpMonthTenants.run(connection, month))
        .then(DeleteMonth.run(connection, month))
        .then(DROP.update(connection, statement -> statement.bind("$1", month.atDay(1))));
  }
}
