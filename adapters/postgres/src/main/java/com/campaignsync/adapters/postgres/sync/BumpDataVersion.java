package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.AdConnection;
import io.r2dbc.spi.Connection;
import reactor.core.publisher.Mono;

/** Says that what the API answers the tenant may have changed. */
final class BumpDataVersion {

  private static final SqlStatement SQL =
      new SqlStatement(
          """
          UPDATE tenants SET data_version = data_version + 1 WHERE id = $1
          """);

  private BumpDataVersion() {}

  static Mono<Long> run(Connection connection, AdConnection ofWhom) {
    return SQL.update(connection, statement -> statement.bind("$1", ofWhom.tenantId().value()));
  }
}
