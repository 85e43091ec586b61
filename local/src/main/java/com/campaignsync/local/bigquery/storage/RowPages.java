package com.campaignsync.local.bigquery.storage;

import com.campaignsync.local.bigquery.schema.Column;
import com.campaignsync.local.bigquery.schema.PhysicalTable;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Pages of rows in BigQuery's JSON form: {@code [{"f":[{"v":"1"},{"v":null}]}]}. */
public final class RowPages {

  /**
   * One page.
   *
   * @param json the array of rows
   * @param rows how many; fewer than asked for at the end or where the bytes would grow too many
   */
  public record Page(byte[] json, long rows) {}

  /** Most rows of one page, whatever the client asks. */
  public static final long ROWS_MAX = 100_000;

  /** A page ends when it is this long, as BigQuery's do: bounds the memory of one request. */
  private static final int BYTES_MAX = 20 * 1024 * 1024;

  private static final JsonFactory JSON = new JsonFactory();

  private final Database database;

  public RowPages(Database database) {
    this.database = database;
  }

  /** Rows of a query's result from {@code start}, in the order the query gave them. */
  public Page ofResult(
      Results.Result result, List<Column> columns, long start, long max, boolean int64Timestamps)
      throws SQLException {
    List<String> names = columns.stream().map(c -> "c" + result.columns().indexOf(c)).toList();
    long end = start + Math.min(max, ROWS_MAX);
    // A result's rowids count its rows from 0, so a page costs the same wherever it is.
    String rows = " WHERE rowid >= " + start + " AND rowid < " + end + " ORDER BY rowid";
    return read(result.duckName(), columns, names, rows, int64Timestamps);
  }

  /** Rows of a table from {@code start}, in the order they came. */
  public Page ofTable(
      PhysicalTable table, List<Column> columns, long start, long max, boolean int64Timestamps)
      throws SQLException {
    List<String> names = columns.stream().map(c -> "\"" + c.name() + "\"").toList();
    String rows = " ORDER BY rowid LIMIT " + Math.min(max, ROWS_MAX) + " OFFSET " + start;
    return read(table.duckName(), columns, names, rows, int64Timestamps);
  }

  private Page read(
      String duckName,
      List<Column> columns,
      List<String> names,
      String rows,
      boolean int64Timestamps)
      throws SQLException {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      texts.add(CellText.sql(columns.get(i).type(), names.get(i), int64Timestamps));
    }
    String sql = "SELECT " + String.join(", ", texts) + " FROM " + duckName + rows;
    return database.read(
        connection -> {
          try (var statement = connection.createStatement();
              ResultSet found = statement.executeQuery(sql)) {
            return write(found, columns);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static Page write(ResultSet found, List<Column> columns)
      throws SQLException, IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * 1024);
    long rows = 0;
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartArray();
      while (bytes.size() < BYTES_MAX && found.next()) {
        writeRow(json, found, columns);
        rows++;
      }
      json.writeEndArray();
    }
    return new Page(bytes.toByteArray(), rows);
  }

  private static void writeRow(JsonGenerator json, ResultSet found, List<Column> columns)
      throws SQLException, IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("f");
    for (int i = 0; i < columns.size(); i++) {
      json.writeStartObject();
      json.writeFieldName("v");
      String text = found.getString(i + 1);
      if (text != null && columns.get(i).type().isNested()) {
        json.writeRawValue(text);
      } else {
        json.writeString(text);
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
