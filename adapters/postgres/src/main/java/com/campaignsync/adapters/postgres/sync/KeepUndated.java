package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.source.UndatedRows;
import io.r2dbc.spi.Connection;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Keeps samples of the rows without a day, and how many there are. */
final class KeepUndated {

  private static final SqlStatement SQL = SqlStatement.of(KeepUndated.class);

  private KeepUndated() {}

  static Mono<Long> run(
      Connection connection, UUID connectionId, UUID jobId, Entity entity, UndatedRows undated) {
    return SQL.update(
        connection,
        statement ->
            statement
                .bind("$1", jobId)
                .bind("$2", connectionId)
                .bind("$3", entity.wireName())
                .bind("$4", undated.samples().toArray(String[]::new))
                .bind("$5", undated.count()));
  }
}
