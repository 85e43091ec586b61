package com.campaignsync.domain.store;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.source.RejectReason;
import com.campaignsync.domain.tenant.TenantId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which rejected rows are meant; null is any.
 *
 * @param tenantId whose; nobody sees another tenant's rows
 * @param connectionId of which connection
 * @param days of which days; rows without a day are in no window
 * @param reason kept for which reason
 * @param openOnly whether those that are settled are left out
 */
public record RejectFilter(
    TenantId tenantId,
    @Nullable UUID connectionId,
    @Nullable DayWindow days,
    @Nullable RejectReason reason,
    boolean openOnly) {

  /** All open rejects of a tenant. */
  public static RejectFilter openOf(TenantId tenantId) {
    return new RejectFilter(tenantId, null, null, null, true);
  }
}
