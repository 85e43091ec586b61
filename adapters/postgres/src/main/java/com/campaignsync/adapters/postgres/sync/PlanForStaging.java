package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import io.r2dbc.spi.Connection;
import reactor.core.publisher.Mono;

/**
 * Lets the planner see the real size of each load, and hash it in memory, until the transaction
 * ends.
 */
final class PlanForStaging {

  private static final SqlStatement SQL =
      new SqlStatement(
          """
          SELECT set_config('plan_cache_mode', 'force_custom_plan', true), set_config('work_mem', '64MB', true)
          """);

  private PlanForStaging() {}

  static Mono<Long> run(Connection connection) {
    return SQL.update(connection, statement -> {});
  }
}
