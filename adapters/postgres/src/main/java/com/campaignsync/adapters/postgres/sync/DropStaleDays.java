package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.store.LoadContext;
import io.r2dbc.spi.Connection;
import reactor.core.publisher.Mono;

/** Takes days out of the staging table that the store has from a later extraction. */
final class DropStaleDays {

  private static final SqlStatement SQL = SqlStatement.of(DropStaleDays.class);

  private DropStaleDays() {}

  /** The number of records taken out. */
  static Mono<Long> run(Connection connection, LoadContext load) {
    return SQL.update(
        connection,
        statement ->
            statement
                .bind("$1", load.connection().id())
                .bind("$2", Entity.CAMPAIGN_METRICS.wireName())
                .bind("$3", load.extractionVersion()));
  }
}
