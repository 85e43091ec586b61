package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.query.HealthReader;
import com.campaignsync.domain.query.ServiceHealth;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** Asks the store how the service goes, by a function that tells times and no tenant's data. */
public final class PostgresHealthReader implements HealthReader {

  private static final SqlStatement SQL =
      new SqlStatement(
          "SELECT next_run, last_sync, last_success, last_failure FROM service_health()");

  private final ApiTransactions transactions;

  /** Reads through these transactions. */
  public PostgresHealthReader(ApiTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Mono<ServiceHealth> read() {
    return transactions.outsideTenants(
        connection -> SQL.rows(connection, statement -> {}, PostgresHealthReader::health).single());
  }

  private static ServiceHealth health(Readable row) {
    return new ServiceHealth(
        time(row, "next_run"),
        time(row, "last_sync"),
        time(row, "last_success"),
        time(row, "last_failure"));
  }

  private static Optional<Instant> time(Readable row, String column) {
    return Optional.ofNullable(row.get(column, Instant.class));
  }
}
