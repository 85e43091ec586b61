package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.query.ServiceStats;
import com.campaignsync.domain.query.StatsReader;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** Asks the store how syncs go, by a function that tells counts and no tenant's data. */
public final class PostgresStatsReader implements StatsReader {

  private static final SqlStatement SQL =
      new SqlStatement(
          """
          SELECT completed, partial, skipped, failed, blocked, waiting, running, average_seconds,
            last_success, scheduled_connections, fresh_connections
          FROM service_stats()""");

  private final ApiTransactions transactions;

  /** Reads through these transactions. */
  public PostgresStatsReader(ApiTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Mono<ServiceStats> stats() {
    return transactions.outsideTenants(
        connection -> SQL.rows(connection, statement -> {}, PostgresStatsReader::stats).single());
  }

  private static ServiceStats stats(Readable row) {
    return new ServiceStats(
        count(row, "completed"),
        count(row, "partial"),
        count(row, "skipped"),
        count(row, "failed"),
        count(row, "blocked"),
        count(row, "waiting"),
        count(row, "running"),
        Optional.ofNullable(row.get("average_seconds", BigDecimal.class)),
        Optional.ofNullable(row.get("last_success", Instant.class)),
        count(row, "scheduled_connections"),
        count(row, "fresh_connections"));
  }

  private static long count(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, Long.class));
  }
}
