package com.campaignsync.local.bigquery.storage;

import com.campaignsync.local.bigquery.schema.Column;
import com.campaignsync.local.bigquery.schema.PhysicalTable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Appends typed rows to a table, fast, inside the connection's transaction. */
final class RowAppender {

  private RowAppender() {}

  /**
   * @param bufferedAt when the rows entered the streaming buffer; null if they did not
   * @return how many rows
   */
  static long append(
      DuckDBConnection connection,
      PhysicalTable table,
      Iterator<? extends List<? extends @Nullable Object>> rows,
      @Nullable Instant bufferedAt)
      throws SQLException {
    if (NestedRows.has(table)) {
      return NestedRows.append(connection, table, rows, bufferedAt);
    }
    List<Column> columns = table.schema().columns();
    long count = 0;
    try (DuckDBAppender appender = connection.createAppender("data", "t" + table.id())) {
      while (rows.hasNext()) {
        List<? extends @Nullable Object> row = rows.next();
        if (row.size() != columns.size()) {
          throw new IllegalArgumentException(
              "row has " + row.size() + " values, want " + columns.size());
        }
        appender.beginRow();
        for (int i = 0; i < columns.size(); i++) {
          append(appender, columns.get(i), row.get(i));
        }
        if (table.schema().isIngestionTime()) {
          appender.appendNull();
        }
        append(appender, bufferedAt);
        appender.endRow();
        count++;
      }
    }
    return count;
  }

  private static void append(DuckDBAppender appender, Column column, @Nullable Object value)
      throws SQLException {
    if (value == null) {
      appender.appendNull();
      return;
    }
    Object checked = CellValue.checked(column, value);
    if (checked instanceof String text) {
      appender.append(text);
    } else if (checked instanceof Long number) {
      appender.append(number.longValue());
    } else if (checked instanceof Double number) {
      appender.append(number.doubleValue());
    } else if (checked instanceof BigDecimal number) {
      appender.append(number.setScale(9, RoundingMode.UNNECESSARY));
    } else if (checked instanceof LocalDate date) {
      appender.append(date);
    } else if (checked instanceof Instant instant) {
      append(appender, instant);
    } else if (checked instanceof Boolean bool) {
      appender.append(bool.booleanValue());
    } else {
      appender.append((byte[]) checked);
    }
  }

  private static void append(DuckDBAppender appender, @Nullable Instant instant)
      throws SQLException {
    if (instant == null) {
      appender.appendNull();
    } else {
      // Not by ChronoUnit, whose nanoseconds overflow 292 years away.
      appender.appendEpochMicros(instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000);
    }
  }
}
