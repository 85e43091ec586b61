package com.campaignsync.local.bigquery.storage;

import com.campaignsync.local.bigquery.schema.Partitioning;
import com.campaignsync.local.bigquery.schema.PhysicalTable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;

/** DuckDB numbers a table's rows upwards; a transaction's new rows come after all others. */
final class RowIds {

  private RowIds() {}

  static long last(Connection connection, PhysicalTable table) throws SQLException {
    try (var statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT coalesce(max(rowid), -1) FROM " + table.duckName())) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** Gives the rows that came after {@code rowId} their ingestion time, if the table has one. */
  static void stampAfter(Connection connection, PhysicalTable table, long rowId, long nowMillis)
      throws SQLException {
    var partitioning = table.schema().partitioning();
    if (partitioning != null && partitioning.isIngestionTime()) {
      String now = partitioning.startOf("epoch_ms(CAST(" + nowMillis + " AS BIGINT))");
      Database.execute(
          connection,
          "UPDATE "
              + table.duckName()
              + " SET "
              + Partitioning.INGESTION_TIME
              + " = "
              + now
              + " WHERE rowid > "
              + rowId);
    }
  }

  /** Partition ids of the rows that came after {@code rowId}. */
  static Set<String> partitionsAfter(Connection connection, PhysicalTable table, long rowId)
      throws SQLException {
    String sql =
        "SELECT DISTINCT "
            + table.schema().partitionId("t")
            + " FROM "
            + table.duckName()
            + " AS t WHERE t.rowid > "
            + rowId;
    Set<String> ids = new TreeSet<>();
    try (var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        ids.add(rows.getString(1));
      }
    }
    return ids;
  }
}
