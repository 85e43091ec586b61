package com.campaignsync.local.logging;

import com.campaignsync.local.grpc.GrpcErrors;
import com.google.logging.v2.LogEntry;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a comparison finds its value. A part in quotes may hold dots. */
final class FieldPath {
  private static final Pattern PART = Pattern.compile("\"([^\"]*)\"|([^.\"]+)");

  private FieldPath() {}

  /**
   * @return finds the value; empty where a payload or a label map lacks it
   */
  static Function<LogEntry, Optional<Value>> parse(String path) {
    List<String> parts = parts(path);
    if (parts.isEmpty()) {
      throw unknown(path);
    }
    List<String> inner = parts.subList(1, parts.size());
    if (parts.get(0).equals("jsonPayload")) {
      return entry -> inside(entry.getJsonPayload(), inner);
    }
    if (parts.get(0).equals("labels") && inner.size() == 1) {
      return entry -> label(entry.getLabelsMap(), inner.get(0));
    }
    if (parts.get(0).equals("resource") && inner.size() == 2 && inner.get(0).equals("labels")) {
      return entry -> label(entry.getResource().getLabelsMap(), inner.get(1));
    }
    Function<LogEntry, String> text = text(path);
    return entry -> Optional.of(string(text.apply(entry)));
  }

  private static Function<LogEntry, String> text(String path) {
    return switch (path) {
      case "textPayload" -> LogEntry::getTextPayload;
      case "logName" -> LogEntry::getLogName;
      case "insertId" -> LogEntry::getInsertId;
      case "trace" -> LogEntry::getTrace;
      case "resource.type" -> entry -> entry.getResource().getType();
      default -> throw unknown(path);
    };
  }

  private static RuntimeException unknown(String path) {
    return GrpcErrors.invalid(
        "Unparseable filter: the field '" + path + "' is not supported locally");
  }

  private static Optional<Value> inside(Struct payload, List<String> path) {
    Value value = Value.newBuilder().setStructValue(payload).build();
    for (String name : path) {
      Value next = value.getStructValue().getFieldsMap().get(name);
      if (next == null) {
        return Optional.empty();
      }
      value = next;
    }
    return Optional.of(value);
  }

  private static Optional<Value> label(Map<String, String> labels, String key) {
    @Nullable String value = labels.get(key);
    return value == null ? Optional.empty() : Optional.of(string(value));
  }

  private static Value string(String text) {
    return Value.newBuilder().setStringValue(text).build();
  }

  private static List<String> parts(String path) {
    List<String> parts = new ArrayList<>();
    Matcher part = PART.matcher(path);
    while (part.find()) {
      parts.add(part.group(1) != null ? part.group(1) : part.group(2));
    }
    return parts;
  }
}
