package com.campaignsync.adapters.postgres.simulation;

import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.source.SourceMapping;
import com.campaignsync.domain.store.AdConnection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Connections with identity mappings, as somebody would have made them. */
final class Connections {

  private Connections() {}

  static void insert(
      ClockedDatabase database, AdConnection connection, @Nullable Instant nextRunAt) {
    database.execute(
        "INSERT INTO tenants (id, name, time_zone, currency, realtime_allowed)"
            + " VALUES (?, 'simulated', ?, ?, true) ON CONFLICT DO NOTHING",
        connection.tenantId().value(),
        connection.tenantZone().getId(),
        connection.tenantCurrency());
    database.execute(
        "INSERT INTO connections (id, tenant_id, platform, account_id, name, source, asset_source,"
            + " lookback_days, sync_frequency, next_run_at)"
            + " VALUES (?, ?, ?, ?, 'simulated', ?, ?, ?, ?, ?)",
        connection.id(),
        connection.tenantId().value(),
        connection.platform(),
        connection.accountId(),
        table(connection, Entity.CAMPAIGN_METRICS),
        table(connection, Entity.ASSET_METRICS),
        connection.lookbackDays(),
        connection.frequency().wireName(),
        nextRunAt);
  }

  private static @Nullable String table(AdConnection connection, Entity entity) {
    SourceMapping mapping = connection.mappingOf(entity);
    return mapping == null ? null : mapping.table();
  }
}
