package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.RejectFilter;
import io.r2dbc.spi.Connection;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import reactor.core.publisher.Mono;

/** How many rejected rows there are, by reason. */
final class CountRejects {

  private static final SqlStatement SQL = SqlStatement.of(CountRejects.class);

  private CountRejects() {}

  static Mono<Map<String, Long>> run(Connection connection, RejectFilter filter) {
    return SQL.rows(
            connection,
            statement -> RejectSelection.bind(statement, filter),
            row ->
                Map.entry(
                    Objects.requireNonNull(row.get("reason", String.class)),
                    Objects.requireNonNull(row.get("rejects", Long.class))))
        .collectMap(Map.Entry::getKey, Map.Entry::getValue, TreeMap::new);
  }
}
