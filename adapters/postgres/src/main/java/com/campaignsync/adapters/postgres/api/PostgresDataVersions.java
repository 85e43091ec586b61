package com.campaignsync.adapters.postgres.api;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.adapters.postgres.query.ApiTransactions;
import com.campaignsync.domain.query.DataVersions;
import com.campaignsync.domain.query.TenantVersion;
import com.campaignsync.domain.request.RequestScope;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Readable;
import java.time.ZoneId;
import java.util.Objects;
import reactor.core.publisher.Mono;

/** Data versions as the tenants' rows have them. */
public final class PostgresDataVersions implements DataVersions {

  private static final SqlStatement SQL =
      SqlStatement.of(PostgresDataVersions.class, "select_data_version.sql");

  private final ApiTransactions transactions;

  /** Reads through these transactions. */
  public PostgresDataVersions(ApiTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Mono<TenantVersion> of(TenantId tenantId) {
    return transactions
        .of(RequestScope.of(tenantId))
        .inTransaction(
            connection ->
                SQL.rows(
                        connection,
                        statement -> statement.bind("$1", tenantId.value()),
                        PostgresDataVersions::version)
                    .next());
  }

  private static TenantVersion version(Readable row) {
    return new TenantVersion(
        Objects.requireNonNull(row.get("data_version", Long.class)),
        ZoneId.of(Objects.requireNonNull(row.get("time_zone", String.class))),
        Objects.requireNonNull(row.get("sync_mark", String.class)));
  }
}
