package com.campaignsync.local.bigquery.storage;

import com.campaignsync.local.bigquery.analysis.Literals;
import com.campaignsync.local.bigquery.schema.Column;
import com.campaignsync.local.bigquery.schema.JsonText;
import com.campaignsync.local.bigquery.schema.SqlType;
import com.campaignsync.local.bigquery.schema.TimestampText;
import com.campaignsync.local.bigquery.schema.ValueType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Values of cells in Java: INT64 Long, FLOAT64 Double, NUMERIC BigDecimal, BOOL Boolean, STRING and
 * JSON String, BYTES byte[], DATE LocalDate, TIMESTAMP and DATETIME (as if UTC) Instant, ARRAY List
 * of those without null, STRUCT List of its fields' values.
 */
public final class CellValue {

  private CellValue() {}

  /**
   * Reads a scalar as insertAll and CSV spell it.
   *
   * @param field names the column, or the part of it
   * @throws IllegalArgumentException naming the field, if it does not fit
   */
  public static Object parse(SqlType type, String field, String text) {
    try {
      return switch (type) {
        case INT64, NULL -> int64(text);
        case FLOAT64 -> float64(text);
        case NUMERIC -> Literals.numeric(text);
        case BOOL -> bool(text);
        case BYTES -> Base64.getDecoder().decode(text);
        case DATE -> TimestampText.date(text);
        case TIMESTAMP, DATETIME -> instant(text);
        case STRING -> text;
        case JSON -> JsonText.normalized(text);
        case STRUCT -> throw new IllegalArgumentException("not supported locally");
      };
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "Cannot convert value to " + type + " (bad value): " + text + ", field " + field, e);
    }
  }

  /** The value, if its Java type is the column's; of an array or struct, its parts' too. */
  static Object checked(Column column, Object value) {
    check(column.type(), column.name(), value);
    return value;
  }

  private static void check(ValueType type, String field, Object value) {
    require(type.isNested() ? List.class : javaType(type.scalar()), field, value);
    if (type.array()) {
      ((List<?>) value).forEach(item -> check(type.element(), field, Objects.requireNonNull(item)));
    } else if (value instanceof List<?> parts) {
      require(parts.size() == type.fields().size(), field);
      for (int i = 0; i < parts.size(); i++) {
        Object part = parts.get(i);
        if (part != null) {
          check(type.fields().get(i).type(), field + "." + type.fields().get(i).name(), part);
        }
      }
    }
  }

  private static Class<?> javaType(SqlType type) {
    return switch (type) {
      case INT64, NULL -> Long.class;
      case FLOAT64 -> Double.class;
      case NUMERIC -> BigDecimal.class;
      case BOOL -> Boolean.class;
      case BYTES -> byte[].class;
      case DATE -> LocalDate.class;
      case TIMESTAMP, DATETIME -> Instant.class;
      case STRING, JSON -> String.class;
      case STRUCT -> List.class;
    };
  }

  private static void require(boolean fits, String field) {
    if (!fits) {
      throw new IllegalArgumentException("Column " + field + " wants a value for each field");
    }
  }

  private static void require(Class<?> wanted, String field, Object value) {
    if (!wanted.isInstance(value)) {
      throw new IllegalArgumentException(
          "Column "
              + field
              + " wants "
              + wanted.getSimpleName()
              + ", got "
              + value.getClass().getSimpleName());
    }
  }

  private static long int64(String text) {
    return new BigDecimal(text.strip()).longValueExact();
  }

  private static double float64(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    return switch (lower) {
      case "nan" -> Double.NaN;
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  private static boolean bool(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  /** A text, or seconds since 1970 with decimals. */
  private static Instant instant(String text) {
    long micros =
        text.strip().matches("[+-]?\\d+(\\.\\d+)?([eE]\\d+)?")
            ? TimestampText.requireInRange(
                new BigDecimal(text.strip())
                    .movePointRight(6)
                    .setScale(0, java.math.RoundingMode.DOWN)
                    .longValueExact(),
                text)
            : TimestampText.micros(text);
    return Instant.EPOCH.plus(micros, java.time.temporal.ChronoUnit.MICROS);
  }
}
