package com.campaignsync.local.logging;

import com.google.logging.v2.LogEntry;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** The newest log entries, in memory: the oldest written go when there are too many. */
public final class LogStore {
  /** A day of a busy local run. */
  static final int ENTRIES_MAX = 50_000;

  /** Entries hold stack traces: what a heap of 1 GiB can spare for them. */
  static final long BYTES_MAX = 64L << 20;

  private final int entriesMax;
  private final long bytesMax;
  private final ArrayDeque<StoredEntry> entries = new ArrayDeque<>();
  private long bytes;
  private long sequence;

  /** A store of the default size. */
  public LogStore() {
    this(ENTRIES_MAX, BYTES_MAX);
  }

  LogStore(int entriesMax, long bytesMax) {
    this.entriesMax = entriesMax;
    this.bytesMax = bytesMax;
  }

  synchronized void add(LogEntry entry) {
    entries.addLast(new StoredEntry(entry, ++sequence));
    bytes += entry.getSerializedSize();
    while (entries.size() > entriesMax || (bytes > bytesMax && entries.size() > 1)) {
      bytes -= entries.removeFirst().entry().getSerializedSize();
    }
  }

  /**
   * The entries that match, in that order, at most {@code max}.
   *
   * @param order total, so that a page can begin where the last one ended
   */
  List<StoredEntry> find(Predicate<StoredEntry> matching, Comparator<StoredEntry> order, int max) {
    return snapshot().stream().filter(matching).sorted(order).limit(max).toList();
  }

  /** The names of the logs of the entries kept, sorted. */
  List<String> logNames(Predicate<String> matching) {
    return snapshot().stream()
        .map(stored -> stored.entry().getLogName())
        .distinct()
        .filter(matching)
        .sorted()
        .toList();
  }

  private synchronized List<StoredEntry> snapshot() {
    return List.copyOf(entries);
  }
}
