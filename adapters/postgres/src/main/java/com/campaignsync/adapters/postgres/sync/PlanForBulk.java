package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import io.r2dbc.spi.Connection;
import reactor.core.publisher.Mono;

/**
 * Until the transaction ends, for loads and proofs: plans for the real size of each, hashed in
 * memory, and without nested loops. The planner takes a table that grew a moment ago for nearly
 * empty, and a nested loop over two large sets would then take hours. Statistics are taken from a
 * small sample: which rows are rejected and about how many campaigns there are is all that matters.
 */
final class PlanForBulk {

  private static final SqlStatement SQL =
      new SqlStatement(
          """
          SELECT set_config('plan_cache_mode', 'force_custom_plan', true),
            set_config('work_mem', '64MB', true), set_config('enable_nestloop', 'off', true),
            set_config('default_statistics_target', '10', true)
          """);

  private PlanForBulk() {}

  static Mono<Long> run(Connection connection) {
    return SQL.update(connection, statement -> {});
  }
}
