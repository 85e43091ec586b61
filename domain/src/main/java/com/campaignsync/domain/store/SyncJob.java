package com.campaignsync.domain.store;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.tenant.TenantId;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sync that was asked for, as the one who runs it needs it.
 *
 * @param id its id
 * @param connectionId what to sync
 * @param tenantId whose it is
 * @param entity which rows
 * @param type what kind of work
 * @param status where it stands
 * @param window the days asked for, or null where the run decides
 * @param forced whether a person has allowed it what the guards refuse
 * @param retryCount how often it was tried again
 * @param maxRetries how often it may be tried again
 * @param campaignIds only these campaigns, by the platform's ids; empty is all. Such a job moves no
 *     watermark and deletes nothing: of a day it has read it has read a part
 */
public record SyncJob(
    UUID id,
    UUID connectionId,
    TenantId tenantId,
    Entity entity,
    JobType type,
    JobStatus status,
    @Nullable DayWindow window,
    boolean forced,
    int retryCount,
    int maxRetries,
    Set<String> campaignIds) {

  public SyncJob {
    campaignIds = Set.copyOf(campaignIds);
  }

  /** Of all of the connection's campaigns. */
  public SyncJob(
      UUID id,
      UUID connectionId,
      TenantId tenantId,
      Entity entity,
      JobType type,
      JobStatus status,
      @Nullable DayWindow window,
      boolean forced,
      int retryCount,
      int maxRetries) {
    this(
        id,
        connectionId,
        tenantId,
        entity,
        type,
        status,
        window,
        forced,
        retryCount,
        maxRetries,
        Set.of());
  }

  /** Whether only some of the connection's campaigns are synced. */
  public boolean isFiltered() {
    return !campaignIds.isEmpty();
  }
}
