package com.campaignsync.domain.query;

import com.campaignsync.domain.store.NewJob;
import com.campaignsync.domain.store.SyncJob;
import com.campaignsync.domain.tenant.TenantId;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Asking for syncs of several connections as one. */
public interface GroupRequests {

  /**
   * What was kept.
   *
   * @param parentId the group, readable as a job whose state is that of its parts
   * @param jobs one per connection, in the order asked, then those for the assets of connections
   *     that have some
   */
  record JobGroup(UUID parentId, List<SyncJob> jobs) {}

  /**
   * Keeps all jobs, or none: fails with {@link
   * com.campaignsync.domain.store.JobRequests.SyncAlreadyRunning} if a connection has a sync under
   * way.
   *
   * @param jobs of one tenant and distinct connections, at least one; their parent is set here
   */
  Mono<JobGroup> request(TenantId tenantId, List<NewJob> jobs);
}
