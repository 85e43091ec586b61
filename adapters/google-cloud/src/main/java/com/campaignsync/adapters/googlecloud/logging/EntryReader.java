package com.campaignsync.adapters.googlecloud.logging;

import com.campaignsync.domain.query.LoggedEntry;
import com.google.logging.v2.LogEntry;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** From the service's entries to ours. Of a payload only what we know of is passed on. */
final class EntryReader {

  private EntryReader() {}

  static LoggedEntry read(LogEntry entry) {
    Struct payload = entry.getJsonPayload();
    return new LoggedEntry(
        entry.getInsertId(),
        instant(entry.getTimestamp()),
        entry.getSeverity().name(),
        entry.getResource().getLabelsOrDefault("service_name", ""),
        entry.hasJsonPayload() ? text(payload, "message") : absent(entry.getTextPayload()),
        text(payload, "code"),
        text(payload, "tenant"),
        text(payload, "job"),
        text(payload, "request_id"),
        absent(entry.getTrace()),
        error(payload));
  }

  private static @Nullable String error(Struct payload) {
    Struct exception = payload.getFieldsOrDefault("exception", none()).getStructValue();
    String type = text(exception, "class");
    return type == null ? null : type + ": " + text(exception, "message");
  }

  private static @Nullable String text(Struct fields, String name) {
    return absent(fields.getFieldsOrDefault(name, none()).getStringValue());
  }

  private static Value none() {
    return Value.getDefaultInstance();
  }

  private static @Nullable String absent(String text) {
    return text.isEmpty() ? null : text;
  }

  private static Instant instant(Timestamp timestamp) {
    return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
  }
}
