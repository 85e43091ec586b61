package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.LoadContext;
import io.r2dbc.spi.Connection;
import reactor.core.publisher.Mono;

/** Leaves every campaign that has a row in the loaded days to {@link RecountCampaigns}. */
final class MarkLoadedCampaigns {

  private static final SqlStatement SQL = SqlStatement.of(MarkLoadedCampaigns.class);

  private MarkLoadedCampaigns() {}

  static Mono<Long> run(Connection connection, LoadContext load, LoadedDays days) {
    return SQL.update(
        connection,
        statement ->
            statement
                .bind("$1", load.connection().id())
                .bind("$2", load.connection().tenantId().value())
                .bind("$3", days.texts()));
  }
}
