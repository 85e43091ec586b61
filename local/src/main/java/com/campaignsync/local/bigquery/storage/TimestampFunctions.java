package com.campaignsync.local.bigquery.storage;

import com.campaignsync.local.bigquery.schema.TimestampText;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBLogicalType;
import org.jspecify.annotations.Nullable;

/**
 * Microseconds since 1970 of a text that is cast to TIMESTAMP: {@code bq_text_micros}, and {@code
 * bq_safe_text_micros}, which gives NULL for what is none. DuckDB's own cast takes more than
 * GoogleSQL: 24:00, {@code infinity}, times without seconds, a fifth digit of the year.
 */
final class TimestampFunctions {

  /** A date of four digits' year, a whole time, and Z, an offset or a blank and a zone's name. */
  private static final Pattern CASTABLE =
      Pattern.compile(
          "\\d{4}-\\d{1,2}-\\d{1,2}"
              + "(?:[Tt ]\\d{1,2}:\\d{1,2}:\\d{1,2}(?:\\.\\d{1,9})?(?:[Zz]| (?<zone>[A-Z][A-Za-z0-9_/+-]*))?)?"
              + "(?: ?[+-](?<hours>\\d{1,2}):?(?<minutes>\\d{2})?)?");

  private static final long MICROS_MIN = TimestampText.micros("0001-01-01");
  private static final long MICROS_MAX = TimestampText.micros("9999-12-31 23:59:59.999999");

  /** As far as GoogleSQL lets a zone be from UTC. */
  private static final int ZONE_MINUTES_MAX = 14 * 60;

  private TimestampFunctions() {}

  static void register(DuckDBConnection connection) throws SQLException {
    register(connection, "bq_text_micros", false);
    register(connection, "bq_safe_text_micros", true);
  }

  private static void register(DuckDBConnection connection, String name, boolean safe)
      throws SQLException {
    try (DuckDBLogicalType text = DuckDBLogicalType.of(DuckDBColumnType.VARCHAR);
        DuckDBLogicalType micros = DuckDBLogicalType.of(DuckDBColumnType.BIGINT);
        var builder = DuckDBFunctions.scalarFunction()) {
      builder
          .withName(name)
          .withParameter(text)
          .withReturnType(micros)
          .<String, Long>withFunction(value -> micros(value, safe))
          .register(connection);
    }
  }

  private static @Nullable Long micros(@Nullable String text, boolean safe) {
    if (text == null) {
      return null;
    }
    try {
      return micros(text);
    } catch (IllegalArgumentException e) {
      if (safe) {
        return null;
      }
      throw e;
    }
  }

  private static long micros(String text) {
    Matcher m = CASTABLE.matcher(text);
    if (m.matches() && isZone(m.group("zone")) && isOffset(m)) {
      long micros = TimestampText.micros(text);
      if (micros >= MICROS_MIN && micros <= MICROS_MAX) {
        return micros;
      }
    }
    throw new IllegalArgumentException("Invalid timestamp: '" + text + "'");
  }

  private static boolean isZone(@Nullable String zone) {
    return zone == null || ZoneId.getAvailableZoneIds().contains(zone);
  }

  private static boolean isOffset(Matcher m) {
    String hours = m.group("hours");
    String minutes = m.group("minutes");
    return hours == null
        || Integer.parseInt(hours) * 60 + (minutes == null ? 0 : Integer.parseInt(minutes))
            <= ZONE_MINUTES_MAX;
  }
}
