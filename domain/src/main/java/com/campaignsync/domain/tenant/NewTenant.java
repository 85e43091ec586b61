package com.campaignsync.domain.tenant;

import java.time.ZoneId;

/**
 * A tenant to be made; its parts mean what those of {@link Tenant} mean.
 *
 * @param id not in use yet
 */
public record NewTenant(
    TenantId id, String name, Tier tier, ZoneId zone, String currency, boolean realtimeAllowed) {}
