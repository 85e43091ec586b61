package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.ReadCost;
import io.r2dbc.spi.Connection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Corrects how a shared bill was split over its jobs. */
final class CorrectCosts {

  private static final SqlStatement SQL = SqlStatement.of(CorrectCosts.class);

  private CorrectCosts() {}

  static Mono<Long> run(Connection connection, Map<UUID, ReadCost> corrections) {
    List<Map.Entry<UUID, ReadCost>> all = List.copyOf(corrections.entrySet());
    return SQL.update(
        connection,
        statement ->
            statement
                .bind("$1", all.stream().map(Map.Entry::getKey).toArray(UUID[]::new))
                .bind(
                    "$2",
                    all.stream().map(one -> one.getValue().bytesBilled()).toArray(Long[]::new))
                .bind(
                    "$3",
                    all.stream()
                        .map(one -> one.getValue().costUsd().toPlainString())
                        .toArray(String[]::new)));
  }
}
