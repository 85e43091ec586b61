package com.campaignsync.domain.store;

import com.campaignsync.domain.source.SourceMapping;
import com.campaignsync.domain.tenant.TenantId;
import java.time.Instant;
import java.time.ZoneId;
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
 * @param mapping where the rows are
 * @param lookbackDays how far back the platform restates its numbers, in days
 * @param frequency how often it is synced
 * @param lastSyncCompletedAt end of the last sync that succeeded; null before the first
 */
public record AdConnection(
    UUID id,
    TenantId tenantId,
    ZoneId tenantZone,
    String tenantCurrency,
    String platform,
    @Nullable String accountId,
    SourceMapping mapping,
    int lookbackDays,
    SyncFrequency frequency,
    @Nullable Instant lastSyncCompletedAt) {}
