package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** What the tenant has at all, and how fresh it is. */
final class SelectDataRange {

  private static final SqlStatement SQL = SqlStatement.of(SelectDataRange.class);

  private SelectDataRange() {}

  /**
   * The answer's caption.
   *
   * @param from first day with rows
   * @param through last day with rows, inclusive
   * @param lastSyncedAt end of the latest successful sync
   */
  record DataRange(
      Optional<LocalDate> from, Optional<LocalDate> through, Optional<Instant> lastSyncedAt) {}

  static Mono<DataRange> run(Connection connection, TenantId tenantId, Optional<String> platform) {
    return SQL.rows(
            connection, statement -> bind(statement, tenantId, platform), SelectDataRange::read)
        .single();
  }

  private static void bind(Statement statement, TenantId tenantId, Optional<String> platform) {
    statement.bind("$1", tenantId.value());
    platform.ifPresentOrElse(
        name -> statement.bind("$2", name), () -> statement.bindNull("$2", String.class));
  }

  private static DataRange read(Readable row) {
    return new DataRange(
        Optional.ofNullable(row.get("data_from", LocalDate.class)),
        Optional.ofNullable(row.get("data_through", LocalDate.class)),
        Optional.ofNullable(row.get("last_synced_at", Instant.class)));
  }
}
