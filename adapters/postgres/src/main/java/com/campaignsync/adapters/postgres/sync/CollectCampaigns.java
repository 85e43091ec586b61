package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import io.r2dbc.spi.Connection;
import reactor.core.publisher.Mono;

/** Lists the staged campaigns. */
final class CollectCampaigns {

  private static final SqlStatement SQL = SqlStatement.of(CollectCampaigns.class);

  private CollectCampaigns() {}

  static Mono<Long> run(Connection connection) {
    return SQL.update(connection, statement -> {});
  }
}
