package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.AdConnection;
import com.campaignsync.domain.store.SyncFrequency;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** One connection with what a run needs to know of its tenant. */
final class SelectConnection {

  private static final SqlStatement SQL = SqlStatement.of(SelectConnection.class);

  private SelectConnection() {}

  static Mono<AdConnection> run(Connection connection, UUID connectionId) {
    return SQL.rows(
            connection, statement -> statement.bind("$1", connectionId), SelectConnection::read)
        .next();
  }

  private static AdConnection read(Readable row) {
    UUID id = Columns.required(row, "id", UUID.class);
    return new AdConnection(
        id,
        new TenantId(Columns.text(row, "tenant_id")),
        ZoneId.of(Columns.text(row, "time_zone")),
        Columns.text(row, "currency"),
        Columns.text(row, "platform"),
        row.get("account_id", String.class),
        MappingJson.read(id, Columns.text(row, "source"), Columns.text(row, "mapping")),
        Columns.required(row, "lookback_days", Integer.class),
        SyncFrequency.ofWireName(Columns.text(row, "sync_frequency")),
        row.get("last_sync_completed_at", Instant.class));
  }
}
