package com.campaignsync.local.csv;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * One column of a table in BigQuery, and how a CSV spells its values.
 *
 * @param name the column's name
 * @param type what it holds
 * @param required whether a file must have it
 */
public record CsvColumn(String name, Type type, boolean required) {

  /** BigQuery's type of the column. */
  public enum Type {
    STRING,
    INT64,
    NUMERIC,
    FLOAT64,
    DATE,
    TIMESTAMP
  }

  /** Decimals that NUMERIC keeps. */
  private static final int NUMERIC_SCALE = 9;

  /** Digits of NUMERIC before the decimal point. */
  private static final int NUMERIC_WHOLE_DIGITS = 29;

  /**
   * The value of a cell: null where it is empty, or {@code -} in a column of numbers; else a
   * String, Long, BigDecimal, Double, LocalDate or Instant.
   *
   * @throws IllegalArgumentException if the cell does not hold a value of the type; the message
   *     says what was wanted
   */
  public @Nullable Object parse(String cell) {
    if (cell.isEmpty() || (cell.equals("-") && type != Type.STRING)) {
      return null;
    }
    try {
      return switch (type) {
        case STRING -> cell;
        case INT64 -> new BigDecimal(cell.strip()).longValueExact();
        case NUMERIC -> numeric(new BigDecimal(cell.strip()));
        case FLOAT64 -> Double.valueOf(floating(cell.strip()));
        case DATE -> LocalDate.parse(cell.strip());
        case TIMESTAMP -> OffsetDateTime.parse(cell.strip()).toInstant();
      };
    } catch (ArithmeticException | NumberFormatException | DateTimeException e) {
      throw new IllegalArgumentException(
          "%s is '%s', want %s".formatted(name, shown(cell), wanted()));
    }
  }

  private static BigDecimal numeric(BigDecimal value) {
    BigDecimal plain = value.stripTrailingZeros();
    if (plain.scale() > NUMERIC_SCALE || plain.precision() - plain.scale() > NUMERIC_WHOLE_DIGITS) {
      throw new ArithmeticException("beyond NUMERIC");
    }
    return value;
  }

  private static String floating(String text) {
    return switch (text.toLowerCase(java.util.Locale.ROOT)) {
      case "nan" -> "NaN";
      case "inf", "+inf", "infinity", "+infinity" -> "Infinity";
      case "-inf", "-infinity" -> "-Infinity";
      // Java also reads hexadecimal and suffixed numbers, which no CSV means.
      default -> new BigDecimal(text).toString();
    };
  }

  private String wanted() {
    return switch (type) {
      case STRING -> "text";
      case INT64 -> "a whole number";
      case NUMERIC -> "a decimal number with at most 9 decimals";
      case FLOAT64 -> "a number";
      case DATE -> "a date such as 2026-01-31";
      case TIMESTAMP -> "a time such as 2026-01-31T00:00:00Z";
    };
  }

  /** Enough of a cell to find it. */
  private static String shown(String cell) {
    String line = cell.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= 40 ? line : line.substring(0, 40) + "…";
  }
}
