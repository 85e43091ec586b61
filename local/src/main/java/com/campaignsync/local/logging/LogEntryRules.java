package com.campaignsync.local.logging;

import com.campaignsync.local.grpc.GrpcErrors;
import com.google.logging.v2.LogEntry;
import com.google.logging.v2.WriteLogEntriesRequest;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;

/** What the service requires of an entry and fills in where it is left out. */
final class LogEntryRules {
  static final String PRODUCT = "Cloud Logging";

  /** The service's own limit. */
  private static final int ENTRY_BYTES_MAX = 256 * 1024;

  private static final Pattern LOG_NAME =
      Pattern.compile("(projects|organizations|folders|billingAccounts)/[^/]+/logs/[^/]{1,511}");

  private LogEntryRules() {}

  /** The entry with what the request says for all of its entries, as the service keeps it. */
  static LogEntry complete(WriteLogEntriesRequest request, LogEntry given, Instant now) {
    LogEntry.Builder entry = given.toBuilder().setReceiveTimestamp(timestamp(now));
    if (given.getLogName().isEmpty()) {
      entry.setLogName(request.getLogName());
    }
    if (!given.hasResource()) {
      entry.setResource(request.getResource());
    }
    request.getLabelsMap().forEach((key, value) -> putIfAbsent(entry, key, value));
    if (!given.hasTimestamp()) {
      entry.setTimestamp(timestamp(now));
    }
    if (given.getInsertId().isEmpty()) {
      entry.setInsertId(UUID.randomUUID().toString());
    }
    check(entry);
    return entry.build();
  }

  static Timestamp timestamp(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }

  private static void putIfAbsent(LogEntry.Builder entry, String key, String value) {
    if (!entry.containsLabels(key)) {
      entry.putLabels(key, value);
    }
  }

  private static void check(LogEntry.Builder entry) {
    if (!LOG_NAME.matcher(entry.getLogName()).matches()) {
      throw GrpcErrors.invalid(
          "log_name is not projects/{project}/logs/{log}: \"" + entry.getLogName() + "\"");
    }
    if (entry.getResource().getType().isEmpty()) {
      throw GrpcErrors.invalid("resource.type is required");
    }
    if (entry.build().getSerializedSize() > ENTRY_BYTES_MAX) {
      throw GrpcErrors.invalid("a log entry is at most 256 KiB long");
    }
  }
}
