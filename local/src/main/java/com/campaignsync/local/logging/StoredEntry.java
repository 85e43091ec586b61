package com.campaignsync.local.logging;

import com.google.logging.v2.LogEntry;
import com.google.protobuf.util.Timestamps;
import java.util.Comparator;

/**
 * An entry with the number in which it was written.
 *
 * @param sequence higher for each later entry: orders those of one instant
 */
record StoredEntry(LogEntry entry, long sequence) {
  static final Comparator<StoredEntry> OLDEST_FIRST =
      Comparator.<StoredEntry, com.google.protobuf.Timestamp>comparing(
              stored -> stored.entry().getTimestamp(), Timestamps.comparator())
          .thenComparingLong(StoredEntry::sequence);
}
