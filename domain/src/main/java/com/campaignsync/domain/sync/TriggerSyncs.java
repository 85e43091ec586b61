package com.campaignsync.domain.sync;

import com.campaignsync.domain.source.ReadRequest;
import com.campaignsync.domain.store.DueJob;
import com.campaignsync.domain.store.StoreException;
import com.campaignsync.domain.store.TriggerRequests;
import com.campaignsync.domain.store.TriggerRequests.Triggered;
import com.campaignsync.domain.sync.MessagePublisher.Topic;
import com.campaignsync.domain.sync.SyncMessage.RunJobs;
import com.campaignsync.domain.tenant.Tenant;
import com.campaignsync.domain.tenant.TenantId;
import com.campaignsync.domain.tenant.TenantStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Syncs everything now: of one tenant, or of every one. Jobs that one read can serve share a
 * message, as they do when the clock asks for them, be they of several tenants.
 */
public final class TriggerSyncs {

  /** Tenants whose jobs are kept before they are published: a crash leaves few to be found. */
  static final int TENANTS_AT_ONCE = 500;

  /** Transactions under way at once: half of an instance's pool, so that others get through. */
  private static final int TRANSACTIONS_AT_ONCE = 2;

  /** Publishes under way at once. */
  private static final int PUBLISHES_AT_ONCE = 16;

  /** Most job ids that one answer names. */
  public static final int JOB_IDS_MAX = 1000;

  private final TenantStore tenants;
  private final TriggerRequests requests;
  private final MessagePublisher publisher;

  public TriggerSyncs(TenantStore tenants, TriggerRequests requests, MessagePublisher publisher) {
    this.tenants = tenants;
    this.requests = requests;
    this.publisher = publisher;
  }

  /**
   * What came of it.
   *
   * @param tenants asked for
   * @param busyTenants of those, how many were too busy and have nothing queued: ask again
   * @param queued connections that will be synced
   * @param paused connections left alone because they are paused
   * @param underWay connections left alone because a sync of them waits or runs
   * @param left connections beyond what one request takes of a tenant
   * @param jobs how many were kept
   * @param jobIds the first {@link #JOB_IDS_MAX} of them
   */
  public record Outcome(
      long tenants,
      long busyTenants,
      long queued,
      long paused,
      long underWay,
      long left,
      long jobs,
      List<UUID> jobIds) {

    static final Outcome NOTHING = new Outcome(0, 0, 0, 0, 0, 0, 0, List.of());

    Outcome plus(Outcome other) {
      List<UUID> ids = new ArrayList<>(jobIds);
      other.jobIds.stream().limit(JOB_IDS_MAX - ids.size()).forEach(ids::add);
      return new Outcome(
          tenants + other.tenants,
          busyTenants + other.busyTenants,
          queued + other.queued,
          paused + other.paused,
          underWay + other.underWay,
          left + other.left,
          jobs + other.jobs,
          List.copyOf(ids));
    }
  }

  /** All connections of one tenant; empty if there is no such tenant. */
  public Mono<Outcome> ofTenant(TenantId tenantId, String userId, String requestId) {
    return requests
        .trigger(tenantId, userId, requestId)
        .flatMap(triggered -> published(List.of(triggered), 0));
  }

  /**
   * All connections of every tenant. A tenant that is too busy stops no other; if the store goes
   * away the error is passed on, but what was kept by then is kept, and asking again queues the
   * rest.
   */
  public Mono<Outcome> ofEverybody(String userId, String requestId) {
    return page(null)
        .expand(
            page ->
                page.size() < TENANTS_AT_ONCE ? Mono.empty() : page(page.get(page.size() - 1).id()))
        .concatMap(page -> ofTenants(page, userId, requestId), 0)
        .reduce(Outcome.NOTHING, Outcome::plus);
  }

  private Mono<List<Tenant>> page(@Nullable TenantId after) {
    return tenants.page(after, TENANTS_AT_ONCE);
  }

  private Mono<Outcome> ofTenants(List<Tenant> page, String userId, String requestId) {
    return Flux.fromIterable(page)
        .flatMapSequential(
            tenant ->
                requests
                    .trigger(tenant.id(), userId, requestId)
                    .onErrorResume(TriggerSyncs::isBusy, busy -> Mono.empty()),
            TRANSACTIONS_AT_ONCE)
        .collectList()
        .flatMap(triggered -> published(triggered, page.size() - triggered.size()));
  }

  private static boolean isBusy(Throwable failure) {
    return failure instanceof StoreException store && store.code().isBusy();
  }

  private Mono<Outcome> published(List<Triggered> all, int busyTenants) {
    List<DueJob> jobs = all.stream().flatMap(one -> one.jobs().stream()).toList();
    return Flux.fromIterable(messages(jobs))
        .flatMap(message -> publisher.publish(Topic.SYNC, message), PUBLISHES_AT_ONCE)
        .then(Mono.fromSupplier(() -> outcome(all, busyTenants, jobs)));
  }

  private static List<RunJobs> messages(List<DueJob> jobs) {
    Map<String, List<UUID>> byRead = new LinkedHashMap<>();
    jobs.forEach(
        one -> byRead.computeIfAbsent(one.readKey(), key -> new ArrayList<>()).add(one.job().id()));
    return byRead.values().stream()
        .flatMap(ids -> Batches.of(ids, ReadRequest.TARGETS_MAX).stream())
        .map(RunJobs::new)
        .toList();
  }

  private static Outcome outcome(List<Triggered> all, int busyTenants, List<DueJob> jobs) {
    return new Outcome(
        all.size() + busyTenants,
        busyTenants,
        all.stream().mapToLong(Triggered::queued).sum(),
        all.stream().mapToLong(Triggered::paused).sum(),
        all.stream().mapToLong(Triggered::underWay).sum(),
        all.stream().mapToLong(Triggered::left).sum(),
        jobs.size(),
        jobs.stream().map(one -> one.job().id()).limit(JOB_IDS_MAX).toList());
  }
}
