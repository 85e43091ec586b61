package com.campaignsync.local.bigquery.schema;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Time partitioning on a DATE, TIMESTAMP or DATETIME column, or by the time a row came.
 *
 * @param field the column's name as the schema spells it; {@link #INGESTION_TIME} for the latter
 * @param expirationMillis how long after its first moment a partition is gone; null for never
 */
public record Partitioning(Unit unit, String field, @Nullable Long expirationMillis) {

  /** Hidden column of tables partitioned by ingestion time; NULL in the streaming buffer. */
  public static final String INGESTION_TIME = "_PARTITIONTIME";

  /** The same as a DATE, for daily partitions. */
  public static final String INGESTION_DATE = "_PARTITIONDATE";

  /** Id of the partition that holds rows whose partition column is NULL. */
  public static final String NULL_ID = "__NULL__";

  /** Id that BigQuery reports while rows wait in the streaming buffer. */
  public static final String UNPARTITIONED_ID = "__UNPARTITIONED__";

  /** An hour's id; those of longer units are its beginnings. */
  private static final DateTimeFormatter FULL_ID = DateTimeFormatter.ofPattern("uuuuMMddHH");

  /** Length of one partition and the form of its id. */
  public enum Unit {
    HOUR("%Y%m%d%H", 10),
    DAY("%Y%m%d", 8),
    MONTH("%Y%m", 6),
    YEAR("%Y", 4);

    private final String format;
    private final int digits;

    Unit(String format, int digits) {
      this.format = format;
      this.digits = digits;
    }

    /** The id of the partition that holds {@code moment}. */
    private String idAt(Instant moment) {
      String time = moment.atOffset(ZoneOffset.UTC).format(FULL_ID);
      return time.substring(0, digits);
    }
  }

  /** The same without expiration. */
  public Partitioning unlimited() {
    return new Partitioning(unit, field, null);
  }

  /**
   * The id of the youngest partition that has expired at {@code now}: those before it have, too.
   * Null if none ever does. Rows without a time have no age.
   */
  public @Nullable String lastExpiredId(Instant now) {
    return expirationMillis == null ? null : unit.idAt(now.minusMillis(expirationMillis));
  }

  /** DuckDB expression of the partition id that {@code value} falls in; never NULL. */
  public String idOf(String value) {
    String otherwise = isIngestionTime() ? UNPARTITIONED_ID : NULL_ID;
    return "coalesce(strftime(" + value + ", '" + unit.format + "'), '" + otherwise + "')";
  }

  /** Whether {@code text} has the form of a partition's id, such as {@code 202601} for a month. */
  public boolean isId(String text) {
    return text.equals(NULL_ID)
        || text.equals(UNPARTITIONED_ID)
        || text.matches("\\d{" + unit.digits + "}");
  }

  public boolean isIngestionTime() {
    return field.equals(INGESTION_TIME);
  }

  /** DuckDB expression of the partition's first moment. */
  public String startOf(String value) {
    return "CAST(date_trunc('"
        + unit.name().toLowerCase(Locale.ROOT)
        + "', "
        + value
        + ") AS TIMESTAMP)";
  }
}
