package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.LoadContext;
import io.r2dbc.spi.Connection;
import reactor.core.publisher.Mono;

/** Adds the staged campaigns that the connection does not have. */
final class InsertCampaigns {

  private static final SqlStatement SQL = SqlStatement.of(InsertCampaigns.class);

  private InsertCampaigns() {}

  static Mono<Long> run(Connection connection, LoadContext load) {
    return SQL.update(
        connection,
        statement ->
            statement
                .bind("$1", load.connection().id())
                .bind("$2", load.connection().tenantId().value())
                .bind("$3", load.connection().platform()));
  }
}
