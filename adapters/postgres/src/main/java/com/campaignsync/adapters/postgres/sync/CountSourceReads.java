package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import io.r2dbc.spi.Connection;
import java.time.Instant;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** How many queries read data for a connection. */
final class CountSourceReads {

  private static final SqlStatement SQL =
      new SqlStatement(
          """
          SELECT count(*) AS reads FROM source_reads WHERE connection_id = $1 AND read_at >= $2
          """);

  private CountSourceReads() {}

  static Mono<Long> run(Connection connection, UUID connectionId, Instant since) {
    return SQL.rows(
            connection,
            statement -> statement.bind("$1", connectionId).bind("$2", since),
            row -> Columns.count(row, "reads"))
        .single();
  }
}
