package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.ConnectionChange;
import com.campaignsync.domain.store.ConnectionChange.Remap;
import com.campaignsync.domain.store.ConnectionChange.Schedule;
import com.campaignsync.domain.store.ConnectionSource;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Statement;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Changes a connection; empty if the tenant has none of that id. */
final class UpdateConnection {

  private static final SqlStatement SQL = SqlStatement.of(UpdateConnection.class);

  private UpdateConnection() {}

  static Mono<UUID> run(
      Connection connection, TenantId tenantId, UUID connectionId, ConnectionChange change) {
    return SQL.rows(
            connection,
            statement -> {
              statement.bind("$1", tenantId.value()).bind("$2", connectionId);
              bind(statement, change);
              bind(statement, change.remap());
            },
            row -> Objects.requireNonNull(row.get("id", UUID.class)))
        .next();
  }

  private static void bind(Statement statement, ConnectionChange change) {
    Schedule schedule = change.schedule();
    SqlStatement.bindNullable(statement, "$3", change.name(), String.class);
    SqlStatement.bindNullable(statement, "$4", change.paused(), Boolean.class);
    SqlStatement.bindNullable(statement, "$5", change.lookbackDays(), Integer.class);
    SqlStatement.bindNullable(
        statement, "$6", schedule == null ? null : schedule.frequency().wireName(), String.class);
    SqlStatement.bindNullable(
        statement, "$7", schedule == null ? null : schedule.nextRunAt(), Instant.class);
  }

  private static void bind(Statement statement, @Nullable Remap remap) {
    ConnectionSource source = remap == null ? null : remap.source();
    SqlStatement.bindNullable(
        statement, "$8", source == null ? null : source.table(), String.class);
    SqlStatement.bindNullable(
        statement, "$9", source == null ? null : source.mapping(), String.class);
    SqlStatement.bindNullable(
        statement, "$10", source == null ? null : source.assetTable(), String.class);
    SqlStatement.bindNullable(
        statement, "$11", source == null ? null : source.assetMapping(), String.class);
  }
}
