package com.campaignsync.local.logging;

import com.google.api.MonitoredResource;
import com.google.logging.type.LogSeverity;
import com.google.logging.v2.LogEntry;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import com.google.protobuf.util.Timestamps;
import java.text.ParseException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One line of a function's standard output as the cloud's logging agent reads it: of a JSON object,
 * severity, time and trace become the entry's own fields and the rest its jsonPayload; any other
 * line is a textPayload.
 *
 * @param project whose log it is in
 * @param service the function that wrote it, as Cloud Run names it
 */
record LogLine(String project, String service) {
  private static final String TRACE = "logging.googleapis.com/trace";

  LogEntry entry(String line, Instant now) {
    LogEntry.Builder entry =
        LogEntry.newBuilder()
            .setLogName("projects/" + project + "/logs/run.googleapis.com%2Fstdout")
            .setResource(
                MonitoredResource.newBuilder()
                    .setType("cloud_run_revision")
                    .putLabels("project_id", project)
                    .putLabels("service_name", service))
            .setInsertId(UUID.randomUUID().toString())
            .setTimestamp(LogEntryRules.timestamp(now))
            .setReceiveTimestamp(LogEntryRules.timestamp(now));
    Optional<Struct> json = json(line);
    if (json.isEmpty()) {
      return entry.setTextPayload(line).build();
    }
    json.ifPresent(object -> fill(entry, object));
    return entry.build();
  }

  private static void fill(LogEntry.Builder entry, Struct line) {
    Struct.Builder payload = line.toBuilder();
    text(line, "severity")
        .flatMap(LogLine::severity)
        .ifPresent(severity -> moved(payload, "severity", () -> entry.setSeverity(severity)));
    text(line, "time")
        .flatMap(LogLine::time)
        .ifPresent(time -> moved(payload, "time", () -> entry.setTimestamp(time)));
    text(line, TRACE).ifPresent(trace -> moved(payload, TRACE, () -> entry.setTrace(trace)));
    entry.setJsonPayload(payload);
  }

  private static void moved(Struct.Builder payload, String field, Runnable setter) {
    payload.removeFields(field);
    setter.run();
  }

  private static Optional<Struct> json(String line) {
    if (!line.startsWith("{")) {
      return Optional.empty();
    }
    try {
      Struct.Builder object = Struct.newBuilder();
      JsonFormat.parser().merge(line, object);
      return Optional.of(object.build());
    } catch (InvalidProtocolBufferException noJson) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(Struct line, String field) {
    Value value = line.getFieldsMap().get(field);
    return value == null || !value.hasStringValue()
        ? Optional.empty()
        : Optional.of(value.getStringValue());
  }

  private static Optional<LogSeverity> severity(String name) {
    for (LogSeverity severity : LogSeverity.values()) {
      if (severity.name().equals(name) && severity != LogSeverity.UNRECOGNIZED) {
        return Optional.of(severity);
      }
    }
    return Optional.empty();
  }

  private static Optional<Timestamp> time(String text) {
    try {
      return Optional.of(Timestamps.parse(text));
    } catch (ParseException unreadable) {
      return Optional.empty();
    }
  }
}
