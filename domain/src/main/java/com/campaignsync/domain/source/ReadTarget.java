package com.campaignsync.domain.source;

import com.campaignsync.domain.tenant.TenantId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One of the connections that a read serves: which of the source's rows are its own.
 *
 * @param connectionId the connection
 * @param tenantId whose rows
 * @param platform of which platform
 * @param accountId of which ad account; null where the connection takes all accounts
 * @param defaultCurrency ISO 4217 code taken for rows that name none
 */
public record ReadTarget(
    UUID connectionId,
    TenantId tenantId,
    String platform,
    @Nullable String accountId,
    String defaultCurrency) {}
