package com.campaignsync.domain.sync;

import com.campaignsync.domain.source.CampaignMetricsSource;
import com.campaignsync.domain.source.ReadRequest;
import com.campaignsync.domain.source.SourceRead;
import com.campaignsync.domain.source.SourceState;
import com.campaignsync.domain.store.LoadCounts;
import com.campaignsync.domain.store.MetricsStore;
import com.campaignsync.domain.sync.CopyDays.TimeIsUp;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Runs tasks that share a source: one look at its metadata, one read for all that need the same
 * days, then connection by connection. What fails for one connection fails for no other.
 */
final class RunReads {

  private final CampaignMetricsSource source;
  private final MetricsStore metrics;
  private final LookForUndated undated;
  private final DecideDays decide;
  private final Reconcile reconcile;
  private final CopyDays copyDays;
  private final BillReads bills;
  private final SettleJobs settle;
  private final InstantSource clock;

  RunReads(
      CampaignMetricsSource source,
      MetricsStore metrics,
      LookForUndated undated,
      DecideDays decide,
      Reconcile reconcile,
      CopyDays copyDays,
      BillReads bills,
      SettleJobs settle,
      InstantSource clock) {
    this.source = source;
    this.metrics = metrics;
    this.undated = undated;
    this.decide = decide;
    this.reconcile = reconcile;
    this.copyDays = copyDays;
    this.bills = bills;
    this.settle = settle;
    this.clock = clock;
  }

  /**
   * Answers one outcome for each task; never fails.
   *
   * @param tasks all of one {@link ReadKey}
   * @param handBackAt after which tasks are handed back instead of begun
   */
  Flux<RunOutcome> run(List<SyncTask> tasks, LiveTasks live, Instant handBackAt) {
    SyncTask any = tasks.get(0);
    return source
        .inspect(any.job().entity(), any.mapping())
        .flatMapMany(state -> runSeen(tasks, state, live, handBackAt))
        .onErrorResume(error -> failRest(tasks, live, error));
  }

  private Flux<RunOutcome> runSeen(
      List<SyncTask> tasks, SourceState state, LiveTasks live, Instant handBackAt) {
    return undated
        .look(tasks, state)
        .thenMany(Flux.defer(() -> decide.decide(tasks, state)))
        .collectList()
        .flatMapMany(
            decided -> {
              Flux<RunOutcome> idle =
                  Flux.fromIterable(decided)
                      .filter(d -> d.gate().nothingToRead())
                      .concatMap(d -> finish(d, live, Map.of()));
              List<Decided> moved =
                  decided.stream().filter(d -> !d.gate().nothingToRead()).toList();
              return idle.concatWith(readAll(moved, state, live, handBackAt));
            });
  }

  private Flux<RunOutcome> readAll(
      List<Decided> decided, SourceState state, LiveTasks live, Instant handBackAt) {
    Collection<List<Decided>> byDays =
        decided.stream().collect(Collectors.groupingBy(d -> d.gate().days())).values();
    return Flux.fromIterable(byDays)
        .concatMapIterable(RunReads::inBatches)
        .concatMap(batch -> readOnce(batch, state, live, handBackAt));
  }

  private static List<List<Decided>> inBatches(List<Decided> decided) {
    return Batches.of(decided, ReadRequest.TARGETS_MAX);
  }

  private Flux<RunOutcome> readOnce(
      List<Decided> batch, SourceState state, LiveTasks live, Instant handBackAt) {
    List<SyncTask> tasks = batch.stream().map(Decided::task).toList();
    return metrics
        .ensureMonths(monthsOf(batch))
        .then(
            Mono.defer(
                () -> source.read(ReadRequests.of(tasks, state, batch.get(0).gate().days()))))
        .flatMapMany(
            read ->
                bill(batch, tasks, read)
                    .flatMapMany(paid -> loadAll(batch, paid, state, read, live, handBackAt)))
        .onErrorResume(error -> failRest(tasks, live, error));
  }

  private static Set<YearMonth> monthsOf(List<Decided> batch) {
    return batch.stream()
        .flatMap(d -> d.gate().months().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Mono<Set<UUID>> bill(List<Decided> batch, List<SyncTask> tasks, SourceRead read) {
    return bills.evenly(
        tasks, read.bytesBilled(), batch.stream().map(d -> notesOf(d, read)).toList());
  }

  private static Map<String, Object> notesOf(Decided decided, SourceRead read) {
    Map<String, Object> notes = new HashMap<>(gateNotes(decided));
    notes.put("bigquery_job", read.jobId());
    return notes;
  }

  private static Map<String, Object> gateNotes(Decided decided) {
    GateDecision gate = decided.gate();
    return Map.of("gate", gate.reason(), "days_read", gate.dayCount());
  }

  private Flux<RunOutcome> loadAll(
      List<Decided> batch,
      Set<UUID> paid,
      SourceState state,
      SourceRead read,
      LiveTasks live,
      Instant handBackAt) {
    List<SyncTask> tasks = batch.stream().map(Decided::task).toList();
    return Flux.fromIterable(batch)
        .index()
        .concatMap(
            next -> {
              boolean late = next.getT1() > 0 && !clock.instant().isBefore(handBackAt);
              return late
                  ? settle.handBack(next.getT2().task(), live, Map.of())
                  : load(next.getT2(), state, read, live, handBackAt);
            },
            0)
        .concatWith(
            Mono.defer(() -> bills.byRows(tasks, paid, read.bytesBilled()).then(Mono.empty())));
  }

  private Mono<RunOutcome> load(
      Decided decided, SourceState state, SourceRead read, LiveTasks live, Instant handBackAt) {
    SyncTask task = decided.task();
    return task.whileHeld(copyDays.copy(task, state, decided.gate(), read, handBackAt))
        .flatMap(counts -> finish(decided, counts, live))
        .onErrorResume(TimeIsUp.class, late -> handBack(decided, live))
        .onErrorResume(error -> settle.fail(task, live, error));
  }

  private Mono<RunOutcome> finish(Decided decided, LoadCounts counts, LiveTasks live) {
    return HeavyLoss.of(decided.task(), counts, metrics)
        .flatMap(
            loss ->
                finish(decided, live, loss.map(HeavyLoss::notes).orElse(Map.of()))
                    .map(outcome -> loss.map(one -> one.told(outcome)).orElse(outcome)))
        .onErrorResume(error -> settle.fail(decided.task(), live, error));
  }

  private Mono<RunOutcome> finish(Decided decided, LiveTasks live, Map<String, Object> more) {
    SyncTask task = decided.task();
    boolean skipped = decided.gate().nothingToRead() && !task.job().type().isMaintenance();
    return conclude(decided)
        .doOnNext(notes -> notes.putAll(more))
        .flatMap(notes -> settle.succeed(task, live, skipped, notes))
        .onErrorResume(error -> settle.fail(task, live, error));
  }

  private Mono<RunOutcome> handBack(Decided decided, LiveTasks live) {
    return conclude(decided).flatMap(notes -> settle.handBack(decided.task(), live, notes));
  }

  /** What the job's notes say about the days that this run has dealt with. */
  private Mono<Map<String, Object>> conclude(Decided decided) {
    Map<String, Object> notes = new HashMap<>(gateNotes(decided));
    notes.putAll(decided.task().windowNotes());
    notes.putAll(decided.task().daysDone().notes());
    if (decided.task().job().isFiltered()) {
      notes.put("campaigns", decided.task().job().campaignIds().size());
    }
    return reconcile.conclude(decided).doOnNext(notes::putAll).thenReturn(notes);
  }

  /** Those that no outcome has settled yet. */
  private Flux<RunOutcome> failRest(List<SyncTask> tasks, LiveTasks live, Throwable error) {
    return Flux.fromIterable(tasks)
        .filter(live::contains)
        .concatMap(task -> settle.fail(task, live, error));
  }
}
