package com.campaignsync.domain.store;

import com.campaignsync.domain.tenant.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A connection to be made.
 *
 * @param tenantId whose
 * @param platform ad platform
 * @param accountId the platform's account; null for all rows of tenant and platform
 * @param name for people
 * @param source where its rows are
 * @param lookbackDays how far back every sync looks, in days
 * @param grain {@code daily} or {@code hourly}
 * @param frequency how often it is synced
 * @param nextRunAt when first by the clock; null where by hand only
 */
public record NewConnection(
    TenantId tenantId,
    String platform,
    @Nullable String accountId,
    String name,
    ConnectionSource source,
    int lookbackDays,
    String grain,
    SyncFrequency frequency,
    @Nullable Instant nextRunAt) {}
