package com.campaignsync.domain.tenant;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** What becomes different of a tenant; null leaves a thing as it is. */
public record TenantChange(
    @Nullable String name,
    @Nullable Tier tier,
    @Nullable ZoneId zone,
    @Nullable String currency,
    @Nullable Boolean realtimeAllowed) {}
