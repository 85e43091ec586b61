package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.SqlStatement;
import io.r2dbc.spi.Connection;
import reactor.core.publisher.Mono;

/**
 * Until the transaction ends: statements over the log of changes are planned with their values, and
 * what is joined is hashed. A day restated at once makes the log larger than the planner knows
 * until the next ANALYZE; on its guess of a handful of rows it would compare each stored row with
 * each change of its day, by a nested loop or by merging on the day alone. By a hash the time grows
 * with the rows, whatever the guess.
 */
final class PlanForPast {

  private static final SqlStatement SQL =
      new SqlStatement(
          """
          SELECT set_config('plan_cache_mode', 'force_custom_plan', true),
            set_config('enable_nestloop', 'off', true), set_config('enable_mergejoin', 'off', true)
          """);

  private PlanForPast() {}

  static Mono<Long> run(Connection connection) {
    return SQL.update(connection, statement -> {});
  }
}
