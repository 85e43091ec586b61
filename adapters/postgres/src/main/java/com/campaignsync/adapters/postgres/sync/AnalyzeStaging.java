package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import io.r2dbc.spi.Connection;
import reactor.core.publisher.Mono;

/** Tells the planner what a large staging table holds. */
final class AnalyzeStaging {

  private static final SqlStatement SQL =
      new SqlStatement(
          """
          ANALYZE pg_temp.sync_staging
          """);

  private AnalyzeStaging() {}

  static Mono<Long> run(Connection connection) {
    return SQL.update(connection, statement -> {});
  }
}
