package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.store.LoadContext;
import io.r2dbc.spi.Connection;
import reactor.core.publisher.Mono;

/** Keeps campaigns' names current. Rows of assets name only campaigns that have no name yet. */
final class RenameCampaigns {

  private static final SqlStatement SQL = SqlStatement.of(RenameCampaigns.class);

  private RenameCampaigns() {}

  /** The number of campaigns renamed, new ones included. */
  static Mono<Long> run(Connection connection, LoadContext load) {
    return SQL.update(
        connection,
        statement ->
            statement
                .bind("$1", load.connection().id())
                .bind("$2", load.entity() != Entity.CAMPAIGN_METRICS));
  }
}
