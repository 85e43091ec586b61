package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import io.r2dbc.spi.Connection;
import reactor.core.publisher.Mono;

/** Allows nested loops again: a few keys are looked up in a large table by its index. */
final class PlanForFewRows {

  private static final SqlStatement SQL =
      new SqlStatement("SELECT set_config('enable_nestloop', 'on', true)");

  private PlanForFewRows() {}

  static Mono<Long> run(Connection connection) {
    return SQL.update(connection, statement -> {});
  }
}
