package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.query.GroupRequests;
import com.campaignsync.domain.query.GroupRequests.JobGroup;
import com.campaignsync.domain.store.JobRequests.SyncAlreadyRunning;
import com.campaignsync.domain.store.JobType;
import com.campaignsync.domain.store.NewJob;
import com.campaignsync.domain.store.SyncJob;
import com.campaignsync.domain.sync.MessagePublisher;
import com.campaignsync.domain.sync.MessagePublisher.Topic;
import com.campaignsync.domain.sync.PlanRefused;
import com.campaignsync.domain.sync.RequestSync;
import com.campaignsync.domain.sync.SyncMessage.RunJobs;
import com.campaignsync.domain.tenant.TenantId;
import com.campaignsync.runtime.http.Problem;
import com.campaignsync.runtime.http.Request;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Asks for syncs in a caller's name: one connection by itself, several as a group. */
final class SyncStarter {

  /** A sync of a day or two is over within seconds; asking more often would only cost. */
  static final String RUNNING_RETRY_SECONDS = "5";

  /** Publishes under way at once: a group of hundreds is told within a second. */
  private static final int PUBLISHES_AT_ONCE = 16;

  private final RequestSync requestSync;
  private final GroupRequests groups;
  private final MessagePublisher publisher;

  SyncStarter(RequestSync requestSync, GroupRequests groups, MessagePublisher publisher) {
    this.requestSync = requestSync;
    this.groups = groups;
    this.publisher = publisher;
  }

  /**
   * What was started.
   *
   * @param jobId the job to watch: the only one, or the group
   * @param partIds the jobs that do the work
   */
  record Started(UUID jobId, List<UUID> partIds) {

    /** Whether the job to watch is over when all its parts are. */
    boolean isGroup() {
      return !partIds.contains(jobId);
    }

    /** Those that are to end before all has ended. */
    List<UUID> watched() {
      return isGroup() ? List.of(jobId) : partIds;
    }

    /** The same with the job of assets that follows. */
    Started with(UUID assetJobId) {
      return new Started(jobId, List.of(jobId, assetJobId));
    }
  }

  /**
   * Who asks.
   *
   * @param userId the caller
   * @param workId names a single job: asked again, the one made before is found
   */
  record Asker(String userId, UUID workId) {

    static Asker of(Request request) {
      return new Asker(request.principal().subject(), request.workId());
    }
  }

  /**
   * Starts a sync of these campaigns, or of all where none is named, of all connections; or fails
   * with 409 SYNC_RUNNING, or 422 for days that are not kept or all to come, and starts none.
   */
  Mono<Started> start(
      TenantId tenantId,
      List<UUID> connections,
      List<UUID> campaigns,
      @Nullable DayWindow window,
      Asker asker) {
    // A group finds nothing of its kind again: each of its jobs is new.
    boolean isOne = connections.size() == 1;
    List<NewJob> jobs =
        connections.stream()
            .map(
                id ->
                    job(
                        tenantId,
                        id,
                        Set.copyOf(campaigns),
                        window,
                        asker.userId(),
                        isOne ? asker.workId() : UUID.randomUUID()))
            .toList();
    return requestSync
        .ifReadable(window)
        .then(Mono.defer(() -> isOne ? one(jobs.get(0)) : group(tenantId, jobs)))
        .onErrorMap(PlanRefused.class, PlanProblems::of)
        .onErrorMap(SyncAlreadyRunning.class, SyncStarter::running);
  }

  private Mono<Started> one(NewJob wanted) {
    return requestSync.request(wanted).map(job -> new Started(job.id(), List.of(job.id())));
  }

  private Mono<Started> group(TenantId tenantId, List<NewJob> wanted) {
    return groups.request(tenantId, wanted).delayUntil(this::publish).map(SyncStarter::started);
  }

  private Mono<Void> publish(JobGroup group) {
    return Flux.fromIterable(group.jobs())
        .flatMap(job -> publisher.publish(Topic.SYNC, RunJobs.of(job.id())), PUBLISHES_AT_ONCE)
        .then();
  }

  private static Started started(JobGroup group) {
    return new Started(group.parentId(), group.jobs().stream().map(SyncJob::id).toList());
  }

  /**
   * The request for one connection.
   *
   * @param campaigns only these; empty is all
   */
  static NewJob job(
      TenantId tenantId,
      UUID connectionId,
      Set<UUID> campaigns,
      @Nullable DayWindow window,
      String userId,
      UUID workId) {
    return new NewJob(
        connectionId,
        tenantId,
        Entity.CAMPAIGN_METRICS,
        JobType.INCREMENTAL_SYNC,
        window,
        false,
        null,
        NewJob.Trigger.API,
        userId,
        "api:" + workId,
        campaigns);
  }

  static Problem running(SyncAlreadyRunning running) {
    return Problem.of(
            409, "SYNC_RUNNING", "a sync of the same connection is under way; wait for its end")
        .withHeader("Retry-After", RUNNING_RETRY_SECONDS)
        .with("job_id", running.jobId().toString());
  }
}
