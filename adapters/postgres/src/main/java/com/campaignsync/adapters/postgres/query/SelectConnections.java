package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.query.ConnectionReader;
import com.campaignsync.domain.query.ConnectionView;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import reactor.core.publisher.Flux;

/** The tenant's connections, or one of them. */
final class SelectConnections {

  private static final SqlStatement SQL = SqlStatement.of(SelectConnections.class);

  private SelectConnections() {}

  static Flux<ConnectionView> run(
      Connection connection, TenantId tenantId, Optional<UUID> connectionId) {
    return SQL.rows(
        connection, statement -> bind(statement, tenantId, connectionId), SelectConnections::read);
  }

  private static void bind(Statement statement, TenantId tenantId, Optional<UUID> connectionId) {
    statement.bind("$1", tenantId.value()).bind("$3", ConnectionReader.CONNECTIONS_MAX);
    connectionId.ifPresentOrElse(
        id -> statement.bind("$2", id), () -> statement.bindNull("$2", UUID.class));
  }

  private static ConnectionView read(Readable row) {
    return new ConnectionView(
        Objects.requireNonNull(row.get("id", UUID.class)), ColumnReader.columns(row));
  }
}
