package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.SqlStatement;
import io.r2dbc.spi.Connection;
import reactor.core.publisher.Mono;

/**
 * Until the transaction ends: statements are planned with their values. A plan kept from when a
 * table was small, or made for any tenant and any days, may take minutes on one that has grown.
 */
final class PlanWithValues {

  private static final SqlStatement SQL =
      new SqlStatement("SELECT set_config('plan_cache_mode', 'force_custom_plan', true)");

  private PlanWithValues() {}

  static Mono<Long> run(Connection connection) {
    return SQL.update(connection, statement -> {});
  }
}
