package com.campaignsync.domain.sync;

import com.campaignsync.domain.source.SourceState;
import com.campaignsync.domain.source.SourceState.Partitions;
import com.campaignsync.domain.store.Deletion;
import com.campaignsync.domain.store.JobType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which days prove, by being read, that a row which did not come is gone at the source. Only full
 * resyncs and reconciliations delete. One rule for tables and views: a day that came with rows was
 * read completely, by one statement, so what it lacks is gone; a day that came with none proves it
 * only where the table keeps what it is given. Behind a view nobody tells, and a partition that
 * BigQuery may have dropped by its age proves nothing: force does not change that.
 */
final class DeleteRule {

  private final boolean deletes;
  private final boolean forced;
  private final SourceState state;
  private final Instant now;

  DeleteRule(JobType type, boolean forced, SourceState state, Instant now) {
    this.deletes = type == JobType.FULL_SYNC || type == JobType.RECONCILE;
    this.forced = forced;
    this.state = state;
    this.now = now;
  }

  /** For days that had at least one row of the connection. */
  Deletion forDaysWithRows(Collection<LocalDate> days) {
    return deletes ? new Deletion(Set.copyOf(days), forced) : Deletion.NONE;
  }

  /** For days that had none. */
  Deletion forEmptyDays(Collection<LocalDate> days) {
    return deletes
        ? new Deletion(
            days.stream().filter(this::isEmptyForSure).collect(Collectors.toSet()), forced)
        : Deletion.NONE;
  }

  /** Those of days without a row that prove nothing, whatever is stored of them. */
  Set<LocalDate> unproven(Collection<LocalDate> emptyDays) {
    return deletes
        ? emptyDays.stream().filter(day -> !isEmptyForSure(day)).collect(Collectors.toSet())
        : Set.of();
  }

  private boolean isEmptyForSure(LocalDate day) {
    Partitions partitions = state.partitions();
    if (partitions == null) {
      // An unpartitioned table keeps what it is given; what stands behind a view, nobody tells.
      return state.modifiedAt() != null;
    }
    return partitions.modifiedAt(day) != null || !mayHaveExpired(partitions, day);
  }

  /** With a day of grace: the day is local, the expiry counts in UTC. */
  private boolean mayHaveExpired(Partitions partitions, LocalDate day) {
    if (partitions.expiry() == null) {
      return false;
    }
    LocalDate oldest =
        LocalDate.ofInstant(now.minus(partitions.expiry()), ZoneOffset.UTC).plusDays(1);
    return !day.isAfter(oldest);
  }
}
