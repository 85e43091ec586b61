package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.source.Grain;
import com.campaignsync.domain.source.SourceMapping;
import com.campaignsync.domain.store.AdConnection;
import com.campaignsync.domain.store.SyncFrequency;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Readable;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A connection with what a run needs to know of its tenant and its progress. */
final class ConnectionRow {

  private ConnectionRow() {}

  /** Fails with code {@code STORE_REFUSED} where a person has to mend a mapping. */
  static AdConnection read(Readable row) {
    return new AdConnection(
        Columns.required(row, "id", UUID.class),
        new TenantId(Columns.text(row, "tenant_id")),
        ZoneId.of(Columns.text(row, "time_zone")),
        Columns.text(row, "currency"),
        Columns.text(row, "platform"),
        row.get("account_id", String.class),
        mappings(row),
        Columns.required(row, "lookback_days", Integer.class),
        SyncFrequency.ofWireName(Columns.text(row, "sync_frequency")),
        syncedThrough(row));
  }

  private static Map<Entity, SourceMapping> mappings(Readable row) {
    UUID id = Columns.required(row, "id", UUID.class);
    Grain grain = Grain.ofWireName(Columns.text(row, "grain"));
    Map<Entity, SourceMapping> mappings = new EnumMap<>(Entity.class);
    mappings.put(
        Entity.CAMPAIGN_METRICS,
        MappingJson.read(id, Columns.text(row, "source"), Columns.text(row, "mapping"))
            .withGrain(grain));
    String assetSource = row.get("asset_source", String.class);
    if (assetSource != null) {
      mappings.put(
          Entity.ASSET_METRICS,
          MappingJson.read(id, assetSource, Columns.text(row, "asset_mapping")).withGrain(grain));
    }
    return mappings;
  }

  private static Map<Entity, LocalDate> syncedThrough(Readable row) {
    Map<Entity, LocalDate> through = new EnumMap<>(Entity.class);
    put(through, Entity.CAMPAIGN_METRICS, row.get("campaigns_through", LocalDate.class));
    put(through, Entity.ASSET_METRICS, row.get("assets_through", LocalDate.class));
    return through;
  }

  private static void put(
      Map<Entity, LocalDate> through, Entity entity, @Nullable LocalDate lastDay) {
    if (lastDay != null) {
      through.put(entity, lastDay);
    }
  }
}
