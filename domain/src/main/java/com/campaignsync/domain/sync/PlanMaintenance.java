package com.campaignsync.domain.sync;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.source.ReadRequest;
import com.campaignsync.domain.store.AdConnection;
import com.campaignsync.domain.store.ConnectionStore;
import com.campaignsync.domain.store.JobPlans;
import com.campaignsync.domain.store.JobType;
import com.campaignsync.domain.store.NewJob;
import com.campaignsync.domain.store.RejectStore;
import com.campaignsync.domain.store.Retention;
import com.campaignsync.domain.store.SyncJob;
import com.campaignsync.domain.sync.MessagePublisher.Topic;
import com.campaignsync.domain.sync.PlanRefused.Reason;
import com.campaignsync.domain.sync.SyncMessage.Backfill;
import com.campaignsync.domain.sync.SyncMessage.FullResync;
import com.campaignsync.domain.sync.SyncMessage.Plan;
import com.campaignsync.domain.sync.SyncMessage.ReplayRejects;
import com.campaignsync.domain.sync.SyncMessage.RunJobs;
import com.campaignsync.domain.sync.SyncMessage.Scope;
import com.campaignsync.domain.tenant.TenantId;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Turns a request for long work into jobs, and publishes the first of each connection: the end of
 * one publishes the next, after any incremental sync that waits.
 */
public final class PlanMaintenance {

  /** Most days of work that is one job; the API's own limit of a date span. */
  public static final int DAYS_MAX = 731;

  /**
   * Most days of a backfill, ten years with their leap days: it is a job a month, so its length
   * hurts nobody, but no platform keeps more, and a mistyped century would plan a thousand jobs.
   */
  public static final int BACKFILL_DAYS_MAX = 3_653;

  private final ConnectionStore connections;
  private final JobPlans plans;
  private final RejectStore rejects;
  private final MessagePublisher publisher;
  private final WindowLimits limits;

  /**
   * @param retention days before its first are refused
   */
  public PlanMaintenance(
      ConnectionStore connections,
      JobPlans plans,
      RejectStore rejects,
      MessagePublisher publisher,
      InstantSource clock,
      Retention retention) {
    this.connections = connections;
    this.plans = plans;
    this.rejects = rejects;
    this.publisher = publisher;
    this.limits = new WindowLimits(connections, retention, clock);
  }

  /** Who asks for the work, and under which name it is one piece of work. */
  public record Request(String key, NewJob.Trigger trigger, @Nullable String userId) {}

  /**
   * Answers the jobs. Asked twice with the same key it plans once, and publishes again what has not
   * begun. Fails with {@link PlanRefused} if the work can never be done.
   */
  public Mono<List<SyncJob>> plan(Plan wanted, Request request) {
    return jobsOf(wanted, request)
        .collectList()
        .flatMapMany(jobs -> plans.plan(parentKey(wanted, request, jobs), jobs))
        .collectList()
        .flatMap(this::publishFirsts);
  }

  /** What would be planned, for a dry run: nothing is kept. */
  public Mono<List<NewJob>> preview(Plan wanted, Request request) {
    return jobsOf(wanted, request).collectList();
  }

  /** A backfill of several months shows its progress as one. */
  private static @Nullable String parentKey(Plan wanted, Request request, List<NewJob> jobs) {
    return wanted instanceof Backfill && jobs.size() > 1 ? request.key() : null;
  }

  private Flux<NewJob> jobsOf(Plan wanted, Request request) {
    if (wanted instanceof Backfill backfill) {
      return find(backfill.connectionId())
          .flatMapMany(connection -> backfill(connection, backfill.window(), request));
    }
    if (wanted instanceof ReplayRejects replay) {
      return find(replay.connectionId()).flatMapMany(connection -> replay(connection, request));
    }
    if (wanted instanceof FullResync resync) {
      return each(resync.scope(), JobType.FULL_SYNC, resync.window(), resync.forced(), request);
    }
    SyncMessage.Reconcile reconcile = (SyncMessage.Reconcile) wanted;
    return each(reconcile.scope(), JobType.RECONCILE, reconcile.window(), false, request);
  }

  private Flux<NewJob> each(
      Scope scope, JobType type, @Nullable DayWindow window, boolean forced, Request request) {
    return connectionsOf(scope)
        .collectList()
        .delayUntil(all -> limits.forProving(all, window, DAYS_MAX))
        .flatMapIterable(all -> all)
        .concatMapIterable(
            connection ->
                entities(connection).stream()
                    .map(entity -> job(connection, entity, type, window, forced, "", request))
                    .toList());
  }

  /** Whoever is named must be there: else a slip of the pen would look like work well done. */
  private Flux<AdConnection> connectionsOf(Scope scope) {
    TenantId tenant = scope.tenantId();
    Flux<AdConnection> wanted =
        scope.connectionId() == null
            ? connections.active(tenant)
            : find(scope.connectionId()).filter(found -> isOf(found, scope)).flux();
    return tenant == null ? wanted : wanted.switchIfEmpty(refuseStrangers(tenant, scope));
  }

  private static boolean isOf(AdConnection connection, Scope scope) {
    return scope.tenantId() == null || scope.tenantId().equals(connection.tenantId());
  }

  /** A tenant without connections has nothing to do; one that is not there is a mistake. */
  private Mono<AdConnection> refuseStrangers(TenantId tenant, Scope scope) {
    return Mono.defer(() -> connections.knows(tenant))
        .flatMap(
            known -> {
              if (!known) {
                return Mono.error(
                    new PlanRefused(Reason.TENANT_UNKNOWN, "no tenant " + tenant.value()));
              }
              return scope.connectionId() == null
                  ? Mono.empty()
                  : Mono.error(unknownConnection(scope.connectionId()));
            });
  }

  /** The latest month first: it is what people look at. */
  private Flux<NewJob> backfill(AdConnection connection, DayWindow window, Request request) {
    List<DayWindow> months =
        window
            .months()
            .map(month -> DayWindow.inclusive(month.atDay(1), month.atEndOfMonth()))
            .map(month -> common(month, window))
            .sorted(Comparator.comparing(DayWindow::firstDay).reversed())
            .toList();
    return limits
        .forReading(connection, window, BACKFILL_DAYS_MAX)
        .thenMany(Flux.fromIterable(entities(connection)))
        .concatMapIterable(
            entity ->
                months.stream()
                    .map(
                        month ->
                            job(
                                connection,
                                entity,
                                JobType.BACKFILL,
                                month,
                                false,
                                "/" + month.firstDay(),
                                request))
                    .toList());
  }

  /** Rejects outlive the months of their days: those are not read again. */
  private Flux<NewJob> replay(AdConnection connection, Request request) {
    return Flux.fromIterable(entities(connection))
        .concatMap(
            entity ->
                rejects
                    .replayDays(connection.tenantId(), connection.id(), entity)
                    .filter(day -> !limits.drops(day))
                    .collectList()
                    .flatMapIterable(DayWindows::contiguous)
                    .map(
                        days ->
                            job(
                                connection,
                                entity,
                                JobType.BACKFILL,
                                days,
                                false,
                                "/" + days.firstDay(),
                                request)));
  }

  private static DayWindow common(DayWindow one, DayWindow other) {
    LocalDate first = one.firstDay().isAfter(other.firstDay()) ? one.firstDay() : other.firstDay();
    LocalDate end = one.endDay().isBefore(other.endDay()) ? one.endDay() : other.endDay();
    return new DayWindow(first, end);
  }

  private static List<Entity> entities(AdConnection connection) {
    return connection.entities().stream().sorted().toList();
  }

  private static NewJob job(
      AdConnection connection,
      Entity entity,
      JobType type,
      @Nullable DayWindow window,
      boolean forced,
      String part,
      Request request) {
    return new NewJob(
        connection.id(),
        connection.tenantId(),
        entity,
        type,
        window,
        forced,
        null,
        request.trigger(),
        request.userId(),
        "%s/%s/%s/%s%s"
            .formatted(request.key(), type.wireName(), connection.id(), entity.wireName(), part));
  }

  private Mono<AdConnection> find(UUID connectionId) {
    return connections
        .find(connectionId)
        .switchIfEmpty(Mono.error(() -> unknownConnection(connectionId)));
  }

  private static PlanRefused unknownConnection(UUID connectionId) {
    return new PlanRefused(Reason.CONNECTION_UNKNOWN, "no connection " + connectionId);
  }

  /** One message per source and kind; of each connection the first job that has not begun. */
  private Mono<List<SyncJob>> publishFirsts(List<SyncJob> jobs) {
    Map<UUID, SyncJob> firsts =
        jobs.stream()
            .filter(job -> !job.status().isOver())
            .collect(
                Collectors.toMap(
                    SyncJob::connectionId,
                    job -> job,
                    (first, later) -> first,
                    LinkedHashMap::new));
    Map<Entity, List<UUID>> byEntity =
        firsts.values().stream()
            .collect(
                Collectors.groupingBy(
                    SyncJob::entity, Collectors.mapping(SyncJob::id, Collectors.toList())));
    return Flux.fromIterable(byEntity.values())
        .concatMapIterable(ids -> Batches.of(ids, ReadRequest.TARGETS_MAX))
        .concatMap(batch -> publisher.publish(Topic.MAINTENANCE, new RunJobs(batch)))
        // What is not published is found by dispatch.
        .onErrorComplete()
        .then(Mono.just(jobs));
  }
}
