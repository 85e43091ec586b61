package com.campaignsync.domain.store;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.tenant.TenantId;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sync to be asked for.
 *
 * @param connectionId what to sync
 * @param tenantId whose it is
 * @param entity which rows
 * @param type what kind of work
 * @param window the days asked for, or null to let the run decide
 * @param forced whether a person allows it what the guards refuse
 * @param parentJobId the job that this one is part of, or null
 * @param trigger who asks
 * @param userId the person who asks, where it is one
 * @param idempotencyKey two requests with one key are one job
 * @param campaignSpaceIds only these of the connection's campaigns, by our ids; empty is all
 */
public record NewJob(
    UUID connectionId,
    TenantId tenantId,
    Entity entity,
    JobType type,
    @Nullable DayWindow window,
    boolean forced,
    @Nullable UUID parentJobId,
    Trigger trigger,
    @Nullable String userId,
    String idempotencyKey,
    Set<UUID> campaignSpaceIds) {

  public NewJob {
    campaignSpaceIds = Set.copyOf(campaignSpaceIds);
  }

  /** Of all of the connection's campaigns. */
  public NewJob(
      UUID connectionId,
      TenantId tenantId,
      Entity entity,
      JobType type,
      @Nullable DayWindow window,
      boolean forced,
      @Nullable UUID parentJobId,
      Trigger trigger,
      @Nullable String userId,
      String idempotencyKey) {
    this(
        connectionId,
        tenantId,
        entity,
        type,
        window,
        forced,
        parentJobId,
        trigger,
        userId,
        idempotencyKey,
        Set.of());
  }

  /** Who asks for a sync. */
  public enum Trigger {
    SCHEDULER,
    API,
    SYSTEM
  }
}
