package com.campaignsync.local.logging;

import com.google.protobuf.Value;
import java.util.Locale;
import java.util.Optional;

/** The texts in a payload. */
final class Texts {
  private Texts() {}

  /** The text of a value that is neither a list nor an object nor null. */
  static Optional<String> scalar(Value value) {
    return switch (value.getKindCase()) {
      case STRING_VALUE -> Optional.of(value.getStringValue());
      case BOOL_VALUE -> Optional.of(String.valueOf(value.getBoolValue()));
      case NUMBER_VALUE -> Optional.of(number(value.getNumberValue()));
      case STRUCT_VALUE, LIST_VALUE, NULL_VALUE, KIND_NOT_SET -> Optional.empty();
    };
  }

  /** Whether the text occurs in the value, or in a part of it, without regard to case. */
  static boolean occursIn(String sought, Value value) {
    return switch (value.getKindCase()) {
      case STRUCT_VALUE ->
          value.getStructValue().getFieldsMap().values().stream()
              .anyMatch(v -> occursIn(sought, v));
      case LIST_VALUE ->
          value.getListValue().getValuesList().stream().anyMatch(v -> occursIn(sought, v));
      default -> scalar(value).filter(text -> occursIn(sought, text)).isPresent();
    };
  }

  static boolean occursIn(String sought, String text) {
    return text.toLowerCase(Locale.ROOT).contains(sought.toLowerCase(Locale.ROOT));
  }

  private static String number(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? String.valueOf((long) number)
        : String.valueOf(number);
  }
}
