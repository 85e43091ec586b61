package com.campaignsync.domain.tenant;

import java.time.Instant;
import java.time.ZoneId;

/**
 * What the directory of customers holds of one.
 *
 * @param id its id
 * @param name for people
 * @param tier what it pays for
 * @param zone says which day is today
 * @param currency ISO 4217 code of rows whose source names none
 * @param realtimeAllowed whether its connections may be synced twice a minute
 * @param createdAt when it was made
 */
public record Tenant(
    TenantId id,
    String name,
    Tier tier,
    ZoneId zone,
    String currency,
    boolean realtimeAllowed,
    Instant createdAt) {}
