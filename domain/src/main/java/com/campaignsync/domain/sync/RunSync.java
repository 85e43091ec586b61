package com.campaignsync.domain.sync;

import com.campaignsync.domain.cost.OnDemandPrice;
import com.campaignsync.domain.source.CampaignMetricsSource;
import com.campaignsync.domain.store.ConnectionStore;
import com.campaignsync.domain.store.JobStore;
import com.campaignsync.domain.store.LeaseStore;
import com.campaignsync.domain.store.MetricsStore;
import com.campaignsync.domain.store.ReconciliationStore;
import com.campaignsync.domain.sync.RunOutcome.Kind;
import com.campaignsync.domain.sync.SyncMessage.RunJobs;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Runs the sync jobs of one message: claim, gate, read, load, settle. May be called twice, at once,
 * late, or die at any line: the job rows, the leases' fences and the watermarks make the end state
 * the same.
 */
public final class RunSync {

  private final ClaimJobs claims;
  private final RunReads reads;
  private final SettleJobs settle;
  private final Heartbeat heartbeat;
  private final InstantSource clock;
  private final RunSettings settings;

  /**
   * @param price what a byte billed costs where the source lives
   * @param clock says which day is today
   */
  public RunSync(
      CampaignMetricsSource source,
      ConnectionStore connections,
      JobStore jobs,
      LeaseStore leases,
      MetricsStore metrics,
      ReconciliationStore reconciliations,
      MessagePublisher publisher,
      OnDemandPrice price,
      InstantSource clock,
      RunSettings settings) {
    this(
        source,
        connections,
        jobs,
        leases,
        metrics,
        reconciliations,
        publisher,
        price,
        clock,
        settings,
        Schedulers.parallel());
  }

  /**
   * @param timer what heartbeats and pauses are counted by; a simulation has its own
   */
  public RunSync(
      CampaignMetricsSource source,
      ConnectionStore connections,
      JobStore jobs,
      LeaseStore leases,
      MetricsStore metrics,
      ReconciliationStore reconciliations,
      MessagePublisher publisher,
      OnDemandPrice price,
      InstantSource clock,
      RunSettings settings,
      Scheduler timer) {
    this.settle = new SettleJobs(jobs, leases, publisher, settings, timer);
    this.claims = new ClaimJobs(connections, jobs, leases, settle, clock, settings);
    CopyDays copy = new CopyDays(metrics, clock, settings.recordsPerCommit());
    BillReads bills = new BillReads(jobs, price);
    Reconcile reconcile = new Reconcile(source, metrics, reconciliations, bills);
    DecideDays decide = new DecideDays(metrics, reconcile);
    this.reads =
        new RunReads(
            source,
            metrics,
            new LookForUndated(source, metrics, bills),
            decide,
            reconcile,
            copy,
            bills,
            settle,
            clock);
    this.heartbeat = new Heartbeat(jobs, leases, settings, timer);
    this.clock = clock;
    this.settings = settings;
  }

  /** Acts on one delivery; answers what came of each of its jobs. */
  public Mono<List<RunOutcome>> run(RunJobs message) {
    Instant handBackAt = clock.instant().plus(settings.workTime());
    return Mono.usingWhen(
        Mono.fromSupplier(LiveTasks::new),
        live -> run(message, live, handBackAt),
        settle::releaseAll,
        (live, error) -> settle.releaseAll(live),
        settle::releaseAll);
  }

  private Mono<List<RunOutcome>> run(RunJobs message, LiveTasks live, Instant handBackAt) {
    Mono<List<RunOutcome>> work =
        Flux.fromIterable(message.jobIds())
            .distinct()
            .concatMap(jobId -> claims.claim(jobId, live))
            .collectList()
            .flatMap(refused -> runClaimed(live, handBackAt).startWith(refused).collectList())
            .flatMap(this::publishContinuation);
    return Mono.firstWithSignal(work, heartbeat.beat(live::all));
  }

  private Flux<RunOutcome> runClaimed(LiveTasks live, Instant handBackAt) {
    Collection<List<SyncTask>> groups =
        live.all().stream()
            .collect(Collectors.groupingBy(ReadKey::of, LinkedHashMap::new, Collectors.toList()))
            .values();
    return Flux.fromIterable(groups).concatMap(group -> reads.run(group, live, handBackAt));
  }

  /** One message goes on with all that was handed back; dispatch finds them if it gets lost. */
  private Mono<List<RunOutcome>> publishContinuation(List<RunOutcome> outcomes) {
    List<UUID> handedBack =
        outcomes.stream()
            .filter(outcome -> outcome.kind() == Kind.HANDED_BACK)
            .map(RunOutcome::jobId)
            .toList();
    return handedBack.isEmpty()
        ? Mono.just(outcomes)
        : settle.publishAgain(handedBack).thenReturn(outcomes);
  }
}
