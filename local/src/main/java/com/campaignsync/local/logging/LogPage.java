package com.campaignsync.local.logging;

import com.campaignsync.local.grpc.GrpcErrors;
import com.google.logging.v2.ListLogEntriesRequest;
import com.google.logging.v2.LogEntry;
import com.google.protobuf.Timestamp;
import java.util.Comparator;
import java.util.function.Predicate;

/**
 * What one page of a list holds. A page begins after the last entry of the one before, so entries
 * written meanwhile neither repeat nor hide others.
 *
 * @param size most entries of the page
 */
record LogPage(Predicate<StoredEntry> matching, Comparator<StoredEntry> order, int size) {
  /** As in the API's reference. */
  private static final int SIZE_DEFAULT = 50;

  private static final int SIZE_MAX = 1_000;

  static LogPage of(ListLogEntriesRequest request) {
    Comparator<StoredEntry> order = order(request.getOrderBy());
    Predicate<LogEntry> filter = LogFilter.parse(request.getFilter());
    Predicate<StoredEntry> matching =
        stored -> request.getResourceNamesList().stream().anyMatch(name -> owns(name, stored));
    matching = matching.and(stored -> filter.test(stored.entry()));
    if (!request.getPageToken().isEmpty()) {
      StoredEntry last = lastOf(request.getPageToken());
      matching = matching.and(stored -> order.compare(stored, last) > 0);
    }
    int asked = request.getPageSize();
    if (asked < 0) {
      throw GrpcErrors.invalid("page_size is negative");
    }
    return new LogPage(matching, order, asked == 0 ? SIZE_DEFAULT : Math.min(asked, SIZE_MAX));
  }

  static String tokenAfter(StoredEntry last) {
    Timestamp time = last.entry().getTimestamp();
    return "%d.%d.%d".formatted(time.getSeconds(), time.getNanos(), last.sequence());
  }

  private static boolean owns(String resourceName, StoredEntry stored) {
    return stored.entry().getLogName().startsWith(resourceName + "/logs/");
  }

  private static Comparator<StoredEntry> order(String orderBy) {
    return switch (orderBy) {
      case "", "timestamp asc" -> StoredEntry.OLDEST_FIRST;
      case "timestamp desc" -> StoredEntry.OLDEST_FIRST.reversed();
      default ->
          throw GrpcErrors.invalid(
              "order_by is \"timestamp asc\" or \"timestamp desc\", not \"" + orderBy + "\"");
    };
  }

  private static StoredEntry lastOf(String token) {
    if (!token.matches("-?\\d{1,18}\\.\\d{1,9}\\.\\d{1,18}")) {
      throw GrpcErrors.invalid("page_token is none that was answered: \"" + token + "\"");
    }
    String[] parts = token.split("\\.");
    Timestamp time =
        Timestamp.newBuilder()
            .setSeconds(Long.parseLong(parts[0]))
            .setNanos(Integer.parseInt(parts[1]))
            .build();
    return new StoredEntry(
        LogEntry.newBuilder().setTimestamp(time).build(), Long.parseLong(parts[2]));
  }
}
