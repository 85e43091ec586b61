package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import io.r2dbc.spi.Connection;
import java.time.LocalDate;
import java.util.UUID;
import reactor.core.publisher.Mono;

/**
 * Whether a connection has rows of a day or later ones; asked about days to come, of few months.
 */
final class StoresSince {

  private static final SqlStatement SQL =
      new SqlStatement(
          """
          SELECT EXISTS (SELECT FROM campaign_metrics WHERE connection_id = $1 AND metric_date >= $2)
            OR EXISTS (SELECT FROM campaign_asset_metrics WHERE connection_id = $1 AND metric_date >= $2) AS stores
          """);

  private StoresSince() {}

  static Mono<Boolean> run(Connection connection, UUID connectionId, LocalDate day) {
    return SQL.rows(
            connection,
            statement -> statement.bind("$1", connectionId).bind("$2", day),
            row -> Columns.required(row, "stores", Boolean.class))
        .single();
  }
}
