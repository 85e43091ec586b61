package com.campaignsync.domain.sync;

import com.campaignsync.domain.metric.DayDigest;
import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.source.CampaignMetricsSource;
import com.campaignsync.domain.source.ReadRequest;
import com.campaignsync.domain.source.SourceDigests;
import com.campaignsync.domain.source.SourceState;
import com.campaignsync.domain.store.JobStatus;
import com.campaignsync.domain.store.JobType;
import com.campaignsync.domain.store.MetricsStore;
import com.campaignsync.domain.store.Reconciliation;
import com.campaignsync.domain.store.Reconciliation.Verdict;
import com.campaignsync.domain.store.ReconciliationStore;
import com.campaignsync.domain.store.SumsCorrected;
import com.campaignsync.domain.store.Watermark;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Proves that source and store agree, day by day, and finds the days that do not: these alone are
 * read again. The comparison costs one aggregate query for all connections of a source.
 */
final class Reconcile {

  private final CampaignMetricsSource source;
  private final MetricsStore metrics;
  private final ReconciliationStore reconciliations;
  private final BillReads bills;

  Reconcile(
      CampaignMetricsSource source,
      MetricsStore metrics,
      ReconciliationStore reconciliations,
      BillReads bills) {
    this.source = source;
    this.metrics = metrics;
    this.reconciliations = reconciliations;
    this.bills = bills;
  }

  /** Compares; the decision's days are those that differ. */
  Flux<Decided> compare(List<SyncTask> tasks, SourceState state) {
    Map<DayWindow, List<SyncTask>> byWindow =
        tasks.stream().collect(Collectors.groupingBy(SyncTask::window));
    return Flux.fromIterable(byWindow.entrySet())
        .concatMap(same -> compare(same.getKey(), same.getValue(), state));
  }

  private Flux<Decided> compare(DayWindow window, List<SyncTask> tasks, SourceState state) {
    return Flux.fromIterable(Batches.of(tasks, ReadRequest.TARGETS_MAX))
        .concatMap(
            batch ->
                source
                    .digests(ReadRequests.of(batch, state, List.of(window)))
                    .flatMap(digests -> bill(batch, digests).thenReturn(digests))
                    .flatMapMany(
                        digests ->
                            Flux.fromIterable(batch)
                                .concatMap(task -> compare(task, state, digests))));
  }

  private Mono<Void> bill(List<SyncTask> tasks, SourceDigests digests) {
    Map<String, Object> notes = Map.of("bigquery_job", digests.jobId());
    return bills
        .evenly(tasks, digests.bytesBilled(), tasks.stream().map(task -> notes).toList())
        .then();
  }

  /** The store is asked after the source, under the lease: nothing newer can be in it. */
  private Mono<Decided> compare(SyncTask task, SourceState state, SourceDigests digests) {
    Map<LocalDate, DayDigest> there =
        digests.digests().getOrDefault(task.connection().id(), Map.of());
    return Mono.zip(
            metrics.digests(task.connection().id(), task.job().entity(), task.window()),
            metrics.watermarks(task.connection().id(), task.job().entity(), task.window()))
        .map(
            stored -> {
              List<Reconciliation> compared =
                  task.window().stream()
                      .map(day -> judge(task, day, there, stored.getT1(), stored.getT2()))
                      .flatMap(Optional::stream)
                      .toList();
              return new Decided(
                  task, ChangeGate.days(state, differing(compared), "reconcile"), compared);
            });
  }

  /**
   * Empty for a day about which this job's last run has kept its verdict: one that reading does not
   * heal would be read, and handed back, without end.
   */
  private static Optional<Reconciliation> judge(
      SyncTask task,
      LocalDate day,
      Map<LocalDate, DayDigest> there,
      Map<LocalDate, DayDigest> here,
      Map<LocalDate, Watermark> watermarks) {
    DayDigest source = there.getOrDefault(day, DayDigest.EMPTY);
    DayDigest store = here.getOrDefault(day, DayDigest.EMPTY);
    Watermark mark = watermarks.get(day);
    boolean ours = mark != null && mark.jobId().equals(task.job().id());
    boolean equal = areEqual(source, store);
    if (!equal && ours && task.job().status() == JobStatus.PENDING) {
      return Optional.empty();
    }
    // Whether reading one that differs helps, only the store after it can tell.
    Verdict verdict = !equal ? Verdict.DIFFERS : ours ? Verdict.HEALED : Verdict.EQUAL;
    return Optional.of(new Reconciliation(day, source, store, verdict));
  }

  private static Set<LocalDate> differing(List<Reconciliation> compared) {
    return compared.stream()
        .filter(Reconcile::differs)
        .map(Reconciliation::day)
        .collect(Collectors.toSet());
  }

  private static boolean differs(Reconciliation one) {
    return !areEqual(one.source(), one.store());
  }

  /** A day is not equal while the source has rows of it that cannot be stored. */
  private static boolean areEqual(DayDigest source, DayDigest store) {
    return source.rejected() == 0 && source.agreesWith(store);
  }

  /**
   * Proves the sums that are kept of the rows, and keeps the verdicts about the days that are equal
   * or were read again; answers what was found in numbers, for the job's notes. Empty for other
   * jobs.
   */
  Mono<Map<String, Object>> conclude(Decided decided) {
    SyncTask task = decided.task();
    if (task.job().type() != JobType.RECONCILE) {
      return Mono.empty();
    }
    return proveSums(task)
        .flatMap(notes -> keepVerdicts(decided).doOnNext(notes::putAll).thenReturn(notes));
  }

  /** Only campaigns' rows are summed up. */
  private Mono<Map<String, Object>> proveSums(SyncTask task) {
    Mono<SumsCorrected> proved =
        task.job().entity() == Entity.CAMPAIGN_METRICS
            ? metrics.proveSums(task.lease(), task.connection(), task.window())
            : Mono.just(SumsCorrected.NONE);
    return proved.map(Reconcile::notesOf);
  }

  private static Map<String, Object> notesOf(SumsCorrected corrected) {
    Map<String, Object> notes = new HashMap<>();
    if (corrected.rollupDays() > 0) {
      notes.put("rollups_corrected", corrected.rollupDays());
    }
    if (corrected.campaigns() > 0) {
      notes.put("totals_corrected", corrected.campaigns());
    }
    return notes;
  }

  private Mono<Map<String, Object>> keepVerdicts(Decided decided) {
    SyncTask task = decided.task();
    return metrics
        .digests(task.connection().id(), task.job().entity(), task.window())
        .map(
            stored ->
                decided.compared().stream()
                    .filter(one -> !differs(one) || task.daysDone().contains(one.day()))
                    .map(one -> conclude(task.daysDone(), one, stored))
                    .toList())
        .flatMap(
            verdicts ->
                reconciliations
                    .keep(task.lease(), task.job().id(), task.job().entity(), verdicts)
                    .thenReturn(inNumbers(verdicts)));
  }

  private static Reconciliation conclude(
      DaysDone done, Reconciliation found, Map<LocalDate, DayDigest> stored) {
    if (!differs(found)) {
      return found;
    }
    DayDigest store = stored.getOrDefault(found.day(), DayDigest.EMPTY);
    return new Reconciliation(
        found.day(), found.source(), found.store(), verdictAfter(done, found.day(), store));
  }

  /** Of a day that was read again: what is stored now is compared with what was read. */
  private static Verdict verdictAfter(DaysDone done, LocalDate day, DayDigest store) {
    DayDigest read = done.read(day);
    if (read.agreesWith(store)) {
      return read.rejected() == 0 ? Verdict.HEALED : Verdict.REJECTED;
    }
    if (done.isGuarded(day)) {
      return Verdict.GUARDED;
    }
    if (done.isUnproven(day)) {
      return Verdict.UNPROVEN;
    }
    return done.mayHaveRejects(day) ? Verdict.REJECTED : Verdict.DIFFERS;
  }

  private static Map<String, Object> inNumbers(List<Reconciliation> verdicts) {
    return verdicts.stream()
        .collect(
            Collectors.groupingBy(
                one -> "days_" + one.verdict().name().toLowerCase(Locale.ROOT),
                Collectors.collectingAndThen(Collectors.counting(), count -> (Object) count)));
  }
}
