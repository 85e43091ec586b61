package com.campaignsync.domain.query;

import com.campaignsync.domain.tenant.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Reads sync jobs of one tenant. */
public interface JobReader {

  /**
   * How a tenant's syncs go. Groups of jobs are not counted, only the jobs in them.
   *
   * @param lastSync the job that ended last, however it ended
   * @param syncing whether a job waits, runs or is to be tried again
   * @param recentJobs the newest first
   * @param totalJobs all there are
   */
  record SyncStatus(
      Optional<JobView> lastSync, boolean syncing, List<JobView> recentJobs, long totalJobs) {}

  /** Empty if the tenant has no such job. */
  Mono<JobView> find(TenantId tenantId, UUID jobId);

  /**
   * The job of assets that was kept with this job of campaigns; empty if none was, as of a
   * connection without assets or one whose assets were being synced already.
   */
  Mono<UUID> assetsOf(TenantId tenantId, UUID jobId);

  /** The tenant's jobs, {@code limit} of them one by one. */
  Mono<SyncStatus> status(TenantId tenantId, int limit);
}
