package com.campaignsync.domain.sync;

import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.source.ScriptedSource;
import com.campaignsync.domain.source.SourceMapping;
import com.campaignsync.domain.store.AdConnection;
import com.campaignsync.domain.store.SyncFrequency;
import com.campaignsync.domain.tenant.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Connections to test with. */
final class Connections {

  static final SourceMapping MAPPING = new SourceMapping(ScriptedSource.TABLE, Map.of());

  private Connections() {}

  /** Of tenant acme, with campaign metrics alone. */
  static AdConnection of(String zone, int lookbackDays, @Nullable LocalDate syncedThrough) {
    return of(
        UUID.fromString("00000000-0000-0000-0000-000000000001"),
        "acme",
        zone,
        lookbackDays,
        SyncFrequency.HOURLY,
        syncedThrough);
  }

  static AdConnection ofTenant(String tenant) {
    UUID id = UUID.nameUUIDFromBytes(tenant.getBytes(StandardCharsets.UTF_8));
    return of(id, tenant, "America/Los_Angeles", 7, SyncFrequency.HOURLY, null);
  }

  static AdConnection of(UUID id, SyncFrequency frequency) {
    return of(id, "acme", "UTC", 7, frequency, null);
  }

  private static AdConnection of(
      UUID id,
      String tenant,
      String zone,
      int lookbackDays,
      SyncFrequency frequency,
      @Nullable LocalDate through) {
    return new AdConnection(
        id,
        new TenantId(tenant),
        ZoneId.of(zone),
        "USD",
        "google_ads",
        null,
        Map.of(Entity.CAMPAIGN_METRICS, MAPPING),
        lookbackDays,
        frequency,
        through == null ? Map.of() : Map.of(Entity.CAMPAIGN_METRICS, through));
  }

  /** The same with other mappings. */
  static AdConnection with(AdConnection c, Map<Entity, SourceMapping> mappings) {
    return new AdConnection(
        c.id(),
        c.tenantId(),
        c.tenantZone(),
        c.tenantCurrency(),
        c.platform(),
        c.accountId(),
        mappings,
        c.lookbackDays(),
        c.frequency(),
        c.syncedThrough());
  }

  /** The same of one account. */
  static AdConnection withAccount(AdConnection c, UUID id, String accountId) {
    return new AdConnection(
        id,
        c.tenantId(),
        c.tenantZone(),
        c.tenantCurrency(),
        c.platform(),
        accountId,
        c.mappings(),
        c.lookbackDays(),
        c.frequency(),
        c.syncedThrough());
  }
}
