package com.campaignsync.local.csv;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows that belong to no connection: counted and named, because no sync will ever find them. */
public final class Unassigned {

  /** Why a row belongs to no connection. */
  public enum Reason {
    NO_TENANT_ID("without a usable tenant_id"),
    NO_PLATFORM("without a platform"),
    NO_METRIC_DATE("without a metric_date");

    private final String words;

    Reason(String words) {
      this.words = words;
    }
  }

  /** Lines named of each reason: enough to find the cause. */
  private static final int LINES_NAMED = 5;

  private final Map<Reason, Tally> tallies = new EnumMap<>(Reason.class);

  /** Notes a row; does nothing if it belongs to a connection. */
  public void note(long line, @Nullable Reason reason) {
    if (reason != null) {
      tallies.computeIfAbsent(reason, r -> new Tally()).add(line);
    }
  }

  public long count() {
    return tallies.values().stream().mapToLong(tally -> tally.rows).sum();
  }

  /** One line for people, such as {@code 2 without a platform (lines 3, 9)}. */
  public String describe() {
    return tallies.entrySet().stream()
        .map(entry -> entry.getValue().describe(entry.getKey()))
        .collect(Collectors.joining("; "));
  }

  /** Rows of one reason. */
  private static final class Tally {
    private final List<Long> firstLines = new ArrayList<>();
    private long rows;

    void add(long line) {
      rows++;
      if (firstLines.size() < LINES_NAMED) {
        firstLines.add(line);
      }
    }

    String describe(Reason reason) {
      String lines = firstLines.stream().map(String::valueOf).collect(Collectors.joining(", "));
      return "%d %s (%s %s%s)"
          .formatted(
              rows,
              reason.words,
              rows == 1 ? "line" : "lines",
              lines,
              rows > firstLines.size() ? ", …" : "");
    }
  }
}
