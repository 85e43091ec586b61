package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.query.ConnectionReader.Place;
import com.campaignsync.domain.query.ConnectionView;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** A page of the tenant's connections, or one of them. */
final class SelectConnections {

  private static final SqlStatement SQL = SqlStatement.of(SelectConnections.class);

  private SelectConnections() {}

  /** The one connection, if the tenant has it. */
  static Flux<ConnectionView> one(Connection connection, TenantId tenantId, UUID connectionId) {
    return run(connection, tenantId, connectionId, null, 1);
  }

  /** Those behind {@code after}, or from the first on. */
  static Flux<ConnectionView> page(
      Connection connection, TenantId tenantId, @Nullable Place after, int max) {
    return run(connection, tenantId, null, after, max);
  }

  private static Flux<ConnectionView> run(
      Connection connection, TenantId tenantId, @Nullable UUID id, @Nullable Place after, int max) {
    return SQL.rows(
        connection,
        statement -> {
          statement.bind("$1", tenantId.value()).bind("$3", max);
          SqlStatement.bindNullable(statement, "$2", id, UUID.class);
          bind(statement, after);
        },
        SelectConnections::read);
  }

  private static void bind(Statement statement, @Nullable Place after) {
    SqlStatement.bindNullable(
        statement, "$4", after == null ? null : after.platform(), String.class);
    SqlStatement.bindNullable(statement, "$5", after == null ? null : after.name(), String.class);
    SqlStatement.bindNullable(statement, "$6", after == null ? null : after.id(), UUID.class);
  }

  private static ConnectionView read(Readable row) {
    return new ConnectionView(
        Objects.requireNonNull(row.get("id", UUID.class)), ColumnReader.columns(row));
  }
}
