package com.campaignsync.local.bigquery.storage;

import com.campaignsync.local.bigquery.analysis.Literals;
import com.campaignsync.local.bigquery.schema.Column;
import com.campaignsync.local.bigquery.schema.PhysicalTable;
import com.campaignsync.local.bigquery.schema.SqlType;
import com.campaignsync.local.bigquery.schema.ValueType;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Appends rows to a table that has arrays or structs, as SQL: DuckDB's appender takes no structs in
 * arrays. Slower than {@link RowAppender}, which is for all other tables.
 */
final class NestedRows {

  /** Rows a statement: its text stays short beside the rows it is made of. */
  private static final int ROWS_PER_STATEMENT = 200;

  private NestedRows() {}

  /** Whether the table is one for this class. */
  static boolean has(PhysicalTable table) {
    return table.schema().columns().stream().anyMatch(c -> c.type().isNested());
  }

  /**
   * Appends the rows, inside the connection's transaction.
   *
   * @param bufferedAt when the rows entered the streaming buffer; null if they did not
   * @return how many rows
   */
  static long append(
      Connection connection,
      PhysicalTable table,
      Iterator<? extends List<? extends @Nullable Object>> rows,
      @Nullable Instant bufferedAt)
      throws SQLException {
    long count = 0;
    while (rows.hasNext()) {
      List<String> batch = new ArrayList<>();
      while (rows.hasNext() && batch.size() < ROWS_PER_STATEMENT) {
        batch.add(row(table, rows.next(), bufferedAt));
      }
      Database.execute(
          connection, "INSERT INTO " + table.duckName() + " VALUES " + String.join(", ", batch));
      count += batch.size();
    }
    return count;
  }

  private static String row(
      PhysicalTable table, List<? extends @Nullable Object> values, @Nullable Instant bufferedAt) {
    List<Column> columns = table.schema().columns();
    if (values.size() != columns.size()) {
      throw new IllegalArgumentException(
          "row has " + values.size() + " values, want " + columns.size());
    }
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      Object value = values.get(i);
      Column column = columns.get(i);
      cells.add(literal(column.type(), value == null ? null : CellValue.checked(column, value)));
    }
    if (table.schema().isIngestionTime()) {
      cells.add("NULL");
    }
    cells.add(literal(ValueType.of(SqlType.TIMESTAMP), bufferedAt));
    return "(" + String.join(", ", cells) + ")";
  }

  private static String literal(ValueType type, @Nullable Object value) {
    if (value == null && type.array()) {
      return "CAST([] AS " + type.duckName() + ")";
    }
    if (value == null) {
      return "CAST(NULL AS " + type.duckName() + ")";
    }
    if (type.array()) {
      String items =
          ((List<?>) value)
              .stream()
                  .map(item -> literal(type.element(), item))
                  .collect(Collectors.joining(", "));
      return "CAST([" + items + "] AS " + type.duckName() + ")";
    }
    if (type.is(SqlType.STRUCT)) {
      List<?> parts = (List<?>) value;
      List<String> named = new ArrayList<>();
      for (ValueType.Field field : type.fields()) {
        named.add('"' + field.name() + "\" := " + literal(field.type(), parts.get(named.size())));
      }
      return "struct_pack(" + String.join(", ", named) + ")";
    }
    return value instanceof Instant instant
        ? "make_timestamp(CAST(" + micros(instant) + " AS BIGINT))"
        : Literals.scalar(type.scalar(), text(value));
  }

  /** Not by ChronoUnit, whose nanoseconds overflow 292 years away. */
  private static long micros(Instant instant) {
    return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
  }

  private static String text(Object value) {
    if (value instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
    return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
  }
}
