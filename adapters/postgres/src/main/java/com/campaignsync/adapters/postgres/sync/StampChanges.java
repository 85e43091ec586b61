package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import io.r2dbc.spi.Connection;
import reactor.core.publisher.Mono;

/**
 * One instant for all that a commit writes, taken when it begins to write. Stamped one by one, the
 * rows of a commit would be torn by a question for the numbers as of a moment in between, which
 * nobody ever saw.
 */
final class StampChanges {

  private static final SqlStatement SQL =
      new SqlStatement(
          "SELECT set_config('campaign_sync.changed_at', CAST(clock_timestamp() AS text), true)");

  private StampChanges() {}

  static Mono<Long> run(Connection connection) {
    return SQL.update(connection, statement -> {});
  }
}
