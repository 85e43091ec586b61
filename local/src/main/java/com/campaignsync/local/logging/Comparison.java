package com.campaignsync.local.logging;

import com.campaignsync.local.grpc.GrpcErrors;
import com.google.logging.type.LogSeverity;
import com.google.logging.v2.LogEntry;
import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;
import com.google.protobuf.util.Timestamps;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * One comparison of a filter. Texts compare without regard to case; {@code :} asks whether the
 * value occurs in the field; a field that a payload or a label map lacks matches nothing, not even
 * {@code !=}.
 */
final class Comparison {
  private Comparison() {}

  static Predicate<LogEntry> of(String path, String operator, String value) {
    if (path.equals("severity")) {
      int wanted = severity(value);
      IntPredicate holds = ordered(path, operator);
      return entry -> holds.test(Integer.compare(entry.getSeverityValue(), wanted));
    }
    if (path.equals("timestamp")) {
      Timestamp wanted = timestamp(value);
      IntPredicate holds = ordered(path, operator);
      return entry -> holds.test(Timestamps.compare(entry.getTimestamp(), wanted));
    }
    Function<LogEntry, Optional<Value>> field = FieldPath.parse(path);
    Predicate<Value> holds = ofValue(path, operator, value);
    return entry -> field.apply(entry).filter(holds).isPresent();
  }

  /** {@code field:*}: the field is there. */
  static Predicate<LogEntry> present(String path, String operator) {
    if (!operator.equals(":") || path.equals("severity") || path.equals("timestamp")) {
      throw GrpcErrors.invalid(
          "Unparseable filter: '%s%s*' is not supported locally".formatted(path, operator));
    }
    Function<LogEntry, Optional<Value>> field = FieldPath.parse(path);
    Predicate<Value> holds = value -> !(value.hasStringValue() && value.getStringValue().isEmpty());
    return entry -> field.apply(entry).filter(holds).isPresent();
  }

  private static Predicate<Value> ofValue(String path, String operator, String wanted) {
    if (operator.equals(":")) {
      return actual -> Texts.occursIn(wanted, actual);
    }
    IntPredicate holds = ordered(path, operator);
    Optional<Double> number = number(wanted);
    return actual ->
        actual.getKindCase() == Value.KindCase.NUMBER_VALUE
            ? number.isPresent()
                && holds.test(Double.compare(actual.getNumberValue(), number.get()))
            : Texts.scalar(actual)
                .filter(text -> holds.test(text.compareToIgnoreCase(wanted)))
                .isPresent();
  }

  private static IntPredicate ordered(String path, String operator) {
    return switch (operator) {
      case "=" -> order -> order == 0;
      case "!=" -> order -> order != 0;
      case ">" -> order -> order > 0;
      case ">=" -> order -> order >= 0;
      case "<" -> order -> order < 0;
      case "<=" -> order -> order <= 0;
      default ->
          throw GrpcErrors.invalid(
              "Unparseable filter: '%s' on %s is not supported locally".formatted(operator, path));
    };
  }

  private static int severity(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return Arrays.stream(LogSeverity.values())
        .filter(severity -> severity != LogSeverity.UNRECOGNIZED)
        .filter(
            severity ->
                severity.name().equals(upper) || name.equals(String.valueOf(severity.getNumber())))
        .findFirst()
        .orElseThrow(() -> GrpcErrors.invalid("Unparseable filter: no severity is '" + name + "'"))
        .getNumber();
  }

  private static Timestamp timestamp(String text) {
    String complete = text.matches("\\d{4}-\\d{2}-\\d{2}") ? text + "T00:00:00Z" : text;
    try {
      return Timestamps.parse(complete);
    } catch (ParseException unreadable) {
      throw GrpcErrors.invalid("Unparseable filter: '" + text + "' is no RFC 3339 timestamp");
    }
  }

  private static Optional<Double> number(String text) {
    try {
      return Optional.of(Double.valueOf(text));
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }
}
