package com.campaignsync.domain.store;

/**
 * What one load did, in keys.
 *
 * @param processed keys offered; the sum of the others
 * @param inserted new rows
 * @param updated restated rows
 * @param unchanged rows that were the same already, or newer in the store
 * @param rejected keys kept aside
 */
public record LoadCounts(
    long processed, long inserted, long updated, long unchanged, long rejected) {

  public static final LoadCounts NONE = new LoadCounts(0, 0, 0, 0, 0);

  public LoadCounts plus(LoadCounts other) {
    return new LoadCounts(
        processed + other.processed,
        inserted + other.inserted,
        updated + other.updated,
        unchanged + other.unchanged,
        rejected + other.rejected);
  }
}
