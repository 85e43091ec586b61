package com.campaignsync.local.bigquery.analysis;

import com.campaignsync.local.bigquery.schema.JsonText;
import com.campaignsync.local.bigquery.schema.SqlType;
import com.campaignsync.local.bigquery.schema.TimestampText;
import com.campaignsync.local.bigquery.schema.ValueType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes values as DuckDB literals. Nothing of a value is ever SQL. */
public final class Literals {

  private static final BigDecimal NUMERIC_MAX =
      new BigDecimal("99999999999999999999999999999.999999999");

  private Literals() {}

  /** A typed DuckDB literal of {@code text}, or a typed NULL. */
  public static String scalar(SqlType type, @Nullable String text) {
    if (text == null) {
      return "CAST(NULL AS " + type.duckName() + ")";
    }
    return switch (type) {
      case INT64 -> "CAST(" + int64(text) + " AS BIGINT)";
      case FLOAT64 -> "CAST('" + float64(text) + "' AS DOUBLE)";
      case NUMERIC -> "CAST('" + numeric(text).toPlainString() + "' AS DECIMAL(38,9))";
      case BOOL -> bool(text);
      case STRING -> string(text);
      case JSON -> string(JsonText.normalized(text));
      case BYTES -> "unhex('" + text + "')";
      case DATE -> "DATE '" + TimestampText.date(text) + "'";
      case TIMESTAMP, DATETIME -> timestamp(TimestampText.micros(text));
      case NULL -> "CAST(NULL AS BIGINT)";
      case STRUCT ->
          throw new IllegalArgumentException("STRUCT values cannot be parameters locally");
    };
  }

  /** A DuckDB list of the given texts. */
  static String array(SqlType element, List<@Nullable String> items) {
    List<String> literals = new ArrayList<>();
    items.forEach(item -> literals.add(scalar(element, item)));
    return "CAST(["
        + String.join(", ", literals)
        + "] AS "
        + ValueType.arrayOf(element).duckName()
        + ")";
  }

  static String timestamp(long micros) {
    return "make_timestamp(CAST(" + micros + " AS BIGINT))";
  }

  /** DuckDB's strings know no backslash escapes; a NUL cannot stand in its SQL text. */
  public static String string(String value) {
    String quoted = "'" + value.replace("'", "''") + "'";
    return value.indexOf('\0') < 0 ? quoted : "(" + quoted.replace("\0", "' || chr(0) || '") + ")";
  }

  private static long int64(String text) {
    String digits = text.strip().toLowerCase(Locale.ROOT);
    boolean hex = digits.contains("0x");
    try {
      return hex
          ? new BigInteger(digits.replaceFirst("0x", ""), 16).longValueExact()
          : Long.parseLong(digits);
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException("Invalid INT64 value: " + text, e);
    }
  }

  private static String float64(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    return switch (lower) {
      case "nan" -> "nan";
      case "inf", "+inf", "infinity", "+infinity" -> "inf";
      case "-inf", "-infinity" -> "-inf";
      default -> Double.toString(finite(text));
    };
  }

  private static double finite(String text) {
    try {
      double value = Double.parseDouble(text.strip());
      if (Double.isFinite(value)) {
        return value;
      }
      throw new IllegalArgumentException("Invalid FLOAT64 value: " + text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("Invalid FLOAT64 value: " + text, e);
    }
  }

  /**
   * A NUMERIC's exact value: more than nine decimals are rounded, half away from zero.
   *
   * @throws IllegalArgumentException if it is none or beyond NUMERIC's range
   */
  public static BigDecimal numeric(String text) {
    try {
      BigDecimal value = new BigDecimal(text.strip());
      if (value.precision() - value.scale() > 40) {
        throw new IllegalArgumentException("Invalid NUMERIC value: " + text);
      }
      value = value.setScale(9, RoundingMode.HALF_UP);
      if (value.abs().compareTo(NUMERIC_MAX) > 0) {
        throw new IllegalArgumentException("Invalid NUMERIC value: " + text);
      }
      return value;
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("Invalid NUMERIC value: " + text, e);
    }
  }

  /** Digits that a literal needs after the point; 0 if it is no number. */
  static int digitsAfterPoint(String text) {
    try {
      return Math.max(0, new BigDecimal(text.strip()).stripTrailingZeros().scale());
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static String bool(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true" -> "TRUE";
      case "false" -> "FALSE";
      default -> throw new IllegalArgumentException("Invalid BOOL value: " + text);
    };
  }
}
