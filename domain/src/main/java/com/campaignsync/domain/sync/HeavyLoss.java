package com.campaignsync.domain.sync;

import com.campaignsync.domain.metric.DayDigest;
import com.campaignsync.domain.store.Deletion;
import com.campaignsync.domain.store.LoadCounts;
import com.campaignsync.domain.store.MetricsStore;
import com.campaignsync.domain.sync.RunOutcome.Kind;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import reactor.core.publisher.Mono;

/**
 * Deletes that no single day's guard has seen and that are many all the same: a small account that
 * is emptied loses a few rows a day. Nothing is undone, but somebody is told.
 *
 * @param deleted rows that one run has deleted
 * @param stored rows of the job's window before
 */
record HeavyLoss(long deleted, long stored) {

  private static final Deletion UNFORCED = new Deletion(Set.of(), false);

  /** Empty unless more than the guard's share and number of rows went; asks the store then only. */
  static Mono<Optional<HeavyLoss>> of(SyncTask task, LoadCounts counts, MetricsStore metrics) {
    return counts.deleted() <= Deletion.ROWS_MAX
        ? Mono.just(Optional.empty())
        : metrics
            .digests(task.connection().id(), task.job().entity(), task.window())
            .map(days -> days.values().stream().mapToLong(DayDigest::rows).sum())
            .map(
                rows ->
                    new HeavyLoss(counts.deleted(), rows - counts.inserted() + counts.deleted()))
            .map(loss -> Optional.of(loss).filter(HeavyLoss::isHeavy));
  }

  private boolean isHeavy() {
    return UNFORCED.isRefused(deleted, stored);
  }

  Map<String, Object> notes() {
    return Map.of("rows_stored_before_deletes", stored);
  }

  /** A success of which the log warns. */
  RunOutcome told(RunOutcome outcome) {
    return outcome.kind() != Kind.SUCCEEDED
        ? outcome
        : new RunOutcome(
            outcome.kind(),
            outcome.jobId(),
            outcome.tenantId(),
            "MANY_ROWS_DELETED",
            outcome.message()
                + "; it deleted %d of the %d rows stored of its days, because the source has them"
                    .formatted(deleted, stored)
                + " no more: see metric_changes",
            null);
  }
}
