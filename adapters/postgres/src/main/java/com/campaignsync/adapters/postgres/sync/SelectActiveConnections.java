package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.AdConnection;
import com.campaignsync.domain.store.StoreException;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** Connections that are not paused. */
final class SelectActiveConnections {

  private static final SqlStatement SQL = SqlStatement.of(SelectActiveConnections.class);

  private SelectActiveConnections() {}

  /** Without those whose mapping nobody can read: one tenant's mistake must not stop the others. */
  static Flux<AdConnection> run(Connection connection, @Nullable TenantId tenantId) {
    return SQL.rows(
            connection,
            statement ->
                SqlStatement.bindNullable(
                    statement, "$1", tenantId == null ? null : tenantId.value(), String.class),
            SelectActiveConnections::readable)
        .flatMapIterable(found -> found);
  }

  private static List<AdConnection> readable(Readable row) {
    try {
      return List.of(ConnectionRow.read(row));
    } catch (StoreException unreadable) {
      return List.of(); // its own syncs fail with this error, where people look
    }
  }
}
