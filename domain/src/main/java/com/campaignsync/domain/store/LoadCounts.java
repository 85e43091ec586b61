package com.campaignsync.domain.store;

import java.time.LocalDate;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one load did, in keys.
 *
 * @param processed keys offered; the sum of the next four
 * @param inserted new rows
 * @param updated restated rows
 * @param unchanged rows that were the same already, or newer in the store
 * @param rejected keys kept aside
 * @param deleted stored rows that the source has no more
 * @param guardedDays days whose rows were kept though the source has them no more, because too many
 *     would have gone
 */
public record LoadCounts(
    long processed,
    long inserted,
    long updated,
    long unchanged,
    long rejected,
    long deleted,
    Set<LocalDate> guardedDays) {

  public static final LoadCounts NONE = new LoadCounts(0, 0, 0, 0, 0, 0, Set.of());

  public LoadCounts {
    guardedDays = Set.copyOf(guardedDays);
  }

  /** Whether the store holds anything else than before. */
  public boolean changedAnything() {
    return inserted + updated + deleted > 0;
  }

  public LoadCounts plus(LoadCounts other) {
    Set<LocalDate> guarded = new TreeSet<>(guardedDays);
    guarded.addAll(other.guardedDays);
    return new LoadCounts(
        processed + other.processed,
        inserted + other.inserted,
        updated + other.updated,
        unchanged + other.unchanged,
        rejected + other.rejected,
        deleted + other.deleted,
        guarded);
  }
}
