package com.campaignsync.domain.store;

import com.campaignsync.domain.tenant.TenantId;
import java.util.List;
import reactor.core.publisher.Mono;

/** Asking for a sync of all that a tenant has. */
public interface TriggerRequests {

  /** Most connections of one tenant that one request queues: as many as one tick claims. */
  int CONNECTIONS_MAX = 5_000;

  /**
   * Keeps a pending job for each connection of the tenant that is neither paused nor has a sync
   * under way, and one for its assets where it has some. Asked twice at once, the second finds the
   * first's jobs under way.
   *
   * @param userId who asks
   * @param requestId becomes part of the jobs' idempotency keys; of this request alone
   * @return empty if there is no such tenant
   */
  Mono<Triggered> trigger(TenantId tenantId, String userId, String requestId);

  /**
   * What was kept, and what was not.
   *
   * @param jobs in the order of connections, those of campaign metrics before those of assets
   * @param queued connections that the jobs are for
   * @param paused connections left alone because they are paused
   * @param underWay connections left alone because a sync of them waits or runs
   * @param left connections beyond {@link #CONNECTIONS_MAX}: ask again
   */
  record Triggered(List<DueJob> jobs, long queued, long paused, long underWay, long left) {}
}
