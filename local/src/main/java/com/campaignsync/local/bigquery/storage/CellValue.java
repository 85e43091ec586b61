package com.campaignsync.local.bigquery.storage;

import com.campaignsync.local.bigquery.analysis.Literals;
import com.campaignsync.local.bigquery.schema.Column;
import com.campaignsync.local.bigquery.schema.SqlType;
import com.campaignsync.local.bigquery.schema.TimestampText;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Locale;

/**
 * Values of cells in Java: INT64 Long, FLOAT64 Double, NUMERIC BigDecimal, BOOL Boolean, STRING and
 * JSON String, BYTES byte[], DATE LocalDate, TIMESTAMP and DATETIME (as if UTC) Instant.
 */
public final class CellValue {

  private static final String NESTED =
      "ARRAY and STRUCT values can only be inserted by DML locally, field ";

  private CellValue() {}

  /**
   * Reads a value as insertAll and CSV spell it.
   *
   * @throws IllegalArgumentException naming the column, if it does not fit
   */
  public static Object parse(Column column, String text) {
    SqlType type = column.type().scalar();
    if (column.type().isNested()) {
      throw new IllegalArgumentException(NESTED + column.name());
    }
    try {
      return switch (type) {
        case INT64, NULL -> int64(text);
        case FLOAT64 -> float64(text);
        case NUMERIC -> Literals.numeric(text);
        case BOOL -> bool(text);
        case BYTES -> Base64.getDecoder().decode(text);
        case DATE -> TimestampText.date(text);
        case TIMESTAMP, DATETIME -> instant(text);
        case STRING, JSON -> text;
        case STRUCT -> throw new IllegalArgumentException("not supported locally");
      };
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "Cannot convert value to " + type + " (bad value): " + text + ", field " + column.name(),
          e);
    }
  }

  /** The value, if its Java type is the column's. */
  static Object checked(Column column, Object value) {
    Class<?> wanted =
        switch (column.type().scalar()) {
          case INT64, NULL -> Long.class;
          case FLOAT64 -> Double.class;
          case NUMERIC -> BigDecimal.class;
          case BOOL -> Boolean.class;
          case BYTES -> byte[].class;
          case DATE -> LocalDate.class;
          case TIMESTAMP, DATETIME -> Instant.class;
          case STRING, JSON -> String.class;
          case STRUCT -> throw new IllegalArgumentException(NESTED + column.name());
        };
    if (!wanted.isInstance(value)) {
      throw new IllegalArgumentException(
          "Column "
              + column.name()
              + " wants "
              + wanted.getSimpleName()
              + ", got "
              + value.getClass().getSimpleName());
    }
    return value;
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
            ? new BigDecimal(text.strip()).movePointRight(6).longValue()
            : TimestampText.micros(text);
    return Instant.EPOCH.plus(micros, java.time.temporal.ChronoUnit.MICROS);
  }
}
