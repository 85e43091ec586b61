package com.campaignsync.domain.store;

import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.source.SourceMapping;
import com.campaignsync.domain.tenant.TenantId;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One ad account of one tenant on one platform.
 *
 * @param id its id
 * @param tenantId whose it is
 * @param tenantZone the zone that says which day is today for the tenant
 * @param tenantCurrency ISO 4217 code taken for rows that name none
 * @param platform ad platform, for example {@code google_ads}
 * @param accountId the platform's account, or null: then all rows of tenant and platform are its
 * @param mappings where the rows of each entity are; campaign metrics always have one
 * @param lookbackDays how far back the platform restates its numbers, in days
 * @param frequency how often it is synced
 * @param syncedThrough per entity, the last day up to which every day was synced at least once; not
 *     there before the first sync. A sync of days that do not connect to it does not move it, so
 *     that no gap is left behind.
 */
public record AdConnection(
    UUID id,
    TenantId tenantId,
    ZoneId tenantZone,
    String tenantCurrency,
    String platform,
    @Nullable String accountId,
    Map<Entity, SourceMapping> mappings,
    int lookbackDays,
    SyncFrequency frequency,
    Map<Entity, LocalDate> syncedThrough) {

  /**
   * @throws IllegalArgumentException if campaign metrics have no mapping
   */
  public AdConnection {
    mappings = Map.copyOf(mappings);
    syncedThrough = Map.copyOf(syncedThrough);
    if (!mappings.containsKey(Entity.CAMPAIGN_METRICS)) {
      throw new IllegalArgumentException("a connection must say where its campaign metrics are");
    }
  }

  /** The entities that it syncs. */
  public Set<Entity> entities() {
    return mappings.keySet();
  }

  /** Where the rows of an entity are; null where the connection has none. */
  public @Nullable SourceMapping mappingOf(Entity entity) {
    return mappings.get(entity);
  }
}
