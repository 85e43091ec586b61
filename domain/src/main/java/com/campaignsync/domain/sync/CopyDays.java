package com.campaignsync.domain.sync;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.source.SourceRead;
import com.campaignsync.domain.source.SourceRecord;
import com.campaignsync.domain.source.SourceState;
import com.campaignsync.domain.store.Deletion;
import com.campaignsync.domain.store.JobType;
import com.campaignsync.domain.store.LoadContext;
import com.campaignsync.domain.store.LoadCounts;
import com.campaignsync.domain.store.MetricsStore;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Stores the days of one connection from a read. Each chunk of whole days commits with its
 * watermarks, so a crash repeats one chunk at most and skips none.
 */
final class CopyDays {

  /**
   * Records that a forced resync stores in one transaction: half a minute's work. A campaign's
   * currency can only change where all of its rows are replaced together.
   */
  static final long FORCED_RECORDS_MAX = 2_000_000;

  private final MetricsStore metrics;
  private final InstantSource clock;
  private final long recordsPerCommit;

  CopyDays(MetricsStore metrics, InstantSource clock, long recordsPerCommit) {
    this.metrics = metrics;
    this.clock = clock;
    this.recordsPerCommit = recordsPerCommit;
  }

  /** The worker's time is nearly over; what was stored until now stays. */
  static final class TimeIsUp extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TimeIsUp() {
      super("the worker's time is nearly over");
    }
  }

  /**
   * Answers what was stored once all of the decision's days are.
   *
   * @param handBackAt after which no further chunk is begun: fails with {@link TimeIsUp}. At least
   *     one chunk is stored in any case, so that a continuation gets on. A job of some campaigns
   *     goes on to its end: without watermarks a continuation would begin anew.
   */
  Mono<LoadCounts> copy(
      SyncTask task, SourceState state, GateDecision gate, SourceRead read, Instant handBackAt) {
    return Mono.defer(() -> new Copy(task, state, gate, read, handBackAt).run());
  }

  /** One copy under way. */
  private final class Copy {
    private final SyncTask task;
    private final GateDecision gate;
    private final SourceRead read;
    private final Instant handBackAt;
    private final DeleteRule deletes;
    private final Set<LocalDate> unseen;
    private final Set<LocalDate> daysWithRecords = new ConcurrentSkipListSet<>();
    private volatile boolean allRead;
    private Set<LocalDate> loading = Set.of();
    private boolean begun;

    Copy(SyncTask task, SourceState state, GateDecision gate, SourceRead read, Instant handBackAt) {
      this.task = task;
      this.gate = gate;
      this.read = read;
      this.handBackAt = handBackAt;
      this.deletes = new DeleteRule(task.job().type(), task.job().forced(), state, clock.instant());
      this.unseen = new TreeSet<>(gate.sourceModifiedAt().keySet());
    }

    Mono<LoadCounts> run() {
      Flux<SourceRecord> counted =
          read.recordsOf(task.connection().id())
              .doOnNext(record -> task.recordsSeen().incrementAndGet())
              .doOnNext(this::digest)
              .doOnNext(record -> daysWithRecords.add(record.day()))
              .doOnComplete(() -> allRead = true);
      return DayChunk.split(counted, isForcedResync() ? FORCED_RECORDS_MAX : recordsPerCommit)
          .concatMap(this::loadChunk, 0)
          .concatWith(Mono.defer(this::loadEmptyDays))
          .reduce(LoadCounts.NONE, LoadCounts::plus);
    }

    /**
     * Only a reconciliation has to prove what is stored: its few days are worth their checksums.
     */
    private void digest(SourceRecord record) {
      if (task.job().type() == JobType.RECONCILE) {
        task.daysDone().read(record);
      }
    }

    private Mono<LoadCounts> loadChunk(DayChunk chunk) {
      if (begun && !task.job().isFiltered() && !clock.instant().isBefore(handBackAt)) {
        return Mono.error(new TimeIsUp());
      }
      begun = true;
      // Which days it has is known when its last record has passed; each of them has a row.
      LoadContext context = context(deletes.forDaysWithRows(unseen));
      return metrics
          .load(task.lease(), context, () -> loading = daysOf(chunk), chunk.records())
          .doOnNext(counts -> unseen.removeAll(loading))
          .doOnNext(counts -> task.daysDone().add(loading, counts));
    }

    private boolean isForcedResync() {
      return task.job().forced() && task.job().type() == JobType.FULL_SYNC;
    }

    /**
     * Of a forced resync with the days that have surely no row, so that all is replaced at once.
     */
    private Set<LocalDate> daysOf(DayChunk chunk) {
      Set<LocalDate> days = new TreeSet<>(chunk.days());
      if (isForcedResync() && allRead) {
        Set<LocalDate> without = new TreeSet<>(unseen);
        without.removeAll(daysWithRecords);
        days.addAll(deletes.forEmptyDays(without).provenDays());
      }
      return days;
    }

    /**
     * Days without a row get their watermark too: otherwise they would be read, and billed, again.
     */
    private Mono<LoadCounts> loadEmptyDays() {
      Collection<LocalDate> days = Set.copyOf(unseen);
      return days.isEmpty() || task.job().isFiltered()
          ? Mono.empty()
          : metrics
              .load(
                  task.lease(),
                  context(deletes.forEmptyDays(days)),
                  () -> Set.copyOf(days),
                  Flux.fromIterable(List.of()))
              .doOnNext(counts -> task.daysDone().add(days, counts))
              .delayUntil(counts -> noteUnproven(deletes.unproven(days)));
    }

    /** Of these no row can ever be deleted: whoever wonders why they stay is told. */
    private Mono<Void> noteUnproven(Set<LocalDate> days) {
      return days.isEmpty()
          ? Mono.empty()
          : metrics
              .digests(
                  task.connection().id(),
                  task.job().entity(),
                  DayWindow.inclusive(Collections.min(days), Collections.max(days)))
              .doOnNext(
                  stored ->
                      task.daysDone()
                          .addUnproven(days.stream().filter(stored::containsKey).toList()))
              .then();
    }

    private LoadContext context(Deletion deletion) {
      return new LoadContext(
          task.job().id(),
          task.job().entity(),
          task.connection(),
          read.startedAt(),
          gate.sourceModifiedAt(),
          deletion,
          task.job().campaignIds());
    }
  }
}
