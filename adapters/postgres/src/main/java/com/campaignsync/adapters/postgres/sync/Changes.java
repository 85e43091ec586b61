package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.domain.store.LoadCounts;
import java.time.LocalDate;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the statements of one load did to the stored rows.
 *
 * @param inserted new rows
 * @param updated restated rows
 * @param deleted rows that the source has no more
 * @param toRecount whether campaigns were left in {@code sync_recount}
 * @param changedDays days of all of these
 * @param guardedDays days whose rows the guard kept
 * @param totalsCorrected whether campaigns' totals were wrong before, whatever this load did
 */
record Changes(
    long inserted,
    long updated,
    long deleted,
    boolean toRecount,
    Set<LocalDate> changedDays,
    Set<LocalDate> guardedDays,
    boolean totalsCorrected) {

  static final Changes NONE = new Changes(0, 0, 0, false, Set.of(), Set.of());

  Changes(
      long inserted,
      long updated,
      long deleted,
      boolean toRecount,
      Set<LocalDate> changedDays,
      Set<LocalDate> guardedDays) {
    this(inserted, updated, deleted, toRecount, changedDays, guardedDays, false);
  }

  boolean any() {
    return inserted + updated + deleted > 0;
  }

  Changes plus(Changes other) {
    return new Changes(
        inserted + other.inserted,
        updated + other.updated,
        deleted + other.deleted,
        toRecount || other.toRecount,
        union(changedDays, other.changedDays),
        union(guardedDays, other.guardedDays),
        totalsCorrected || other.totalsCorrected);
  }

  Changes withTotalsCorrected(long campaigns) {
    return new Changes(
        inserted, updated, deleted, toRecount, changedDays, guardedDays, campaigns > 0);
  }

  /** Everything offered that neither changed a row nor was rejected was there already. */
  LoadCounts counts(long offered, long rejected) {
    long unchanged = offered - rejected - inserted - updated;
    return new LoadCounts(offered, inserted, updated, unchanged, rejected, deleted, guardedDays);
  }

  private static Set<LocalDate> union(Set<LocalDate> one, Set<LocalDate> other) {
    Set<LocalDate> all = new TreeSet<>(one);
    all.addAll(other);
    return all;
  }
}
