package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import io.r2dbc.spi.Connection;
import reactor.core.publisher.Mono;

/** Sums up anew the campaigns that the merge could not settle by differences. */
final class RecountCampaigns {

  private static final SqlStatement SQL = SqlStatement.of(RecountCampaigns.class);

  private RecountCampaigns() {}

  static Mono<Long> run(Connection connection) {
    return SQL.update(connection, statement -> {});
  }
}
