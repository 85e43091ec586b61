package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import io.r2dbc.spi.Connection;
import java.time.YearMonth;
import reactor.core.publisher.Mono;

/** Deletes what is kept about a month outside its partitions. */
final class DeleteMonth {

  private static final SqlStatement SQL = SqlStatement.of(DeleteMonth.class);

  private DeleteMonth() {}

  static Mono<Long> run(Connection connection, YearMonth month) {
    return SQL.update(connection, statement -> statement.bind("$1", month.atDay(1)));
  }
}
