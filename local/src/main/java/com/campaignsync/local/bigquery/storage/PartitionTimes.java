package com.campaignsync.local.bigquery.storage;

import com.campaignsync.local.bigquery.schema.PhysicalTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * When tables and partitions last changed, in milliseconds since 1970. A time only grows: two
 * changes in one millisecond get two times, so that no reader can take the second for the first.
 */
public final class PartitionTimes {

  /** A partition's times. */
  public record Partition(String id, long createdMillis, long modifiedMillis) {}

  private final Database database;

  public PartitionTimes(Database database) {
    this.database = database;
  }

  /** The table's partitions by id; those of which a row was ever changed. */
  public List<Partition> list(PhysicalTable table) throws SQLException {
    String sql =
        "SELECT partition_id, created, modified FROM meta.partitions WHERE table_id = "
            + table.id()
            + " ORDER BY partition_id";
    return database.read(
        connection -> {
          List<Partition> partitions = new ArrayList<>();
          try (var statement = connection.createStatement();
              ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
              partitions.add(new Partition(rows.getString(1), rows.getLong(2), rows.getLong(3)));
            }
          }
          return partitions;
        });
  }

  /** The table's own modification time. */
  public long tableModifiedMillis(PhysicalTable table) throws SQLException {
    return database.read(connection -> tableModified(connection, table.id()));
  }

  static long tableModified(Connection connection, long tableId) throws SQLException {
    try (var statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT coalesce(max(modified), 0) FROM meta.table_times WHERE table_id = "
                    + tableId)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** Moves the times of the table and of these partitions, inside the change's transaction. */
  static void touch(
      Connection connection, PhysicalTable table, Collection<String> partitionIds, long nowMillis)
      throws SQLException {
    if (partitionIds.isEmpty()) {
      return;
    }
    touchTable(connection, table.id(), nowMillis);
    if (table.schema().partitioning() == null) {
      return;
    }
    String sql =
        "INSERT INTO meta.partitions VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET modified ="
            + " greatest(excluded.modified, partitions.modified + 1)";
    try (PreparedStatement upsert = connection.prepareStatement(sql)) {
      for (String id : partitionIds) {
        upsert.setLong(1, table.id());
        upsert.setString(2, id);
        upsert.setLong(3, nowMillis);
        upsert.setLong(4, nowMillis);
        upsert.executeUpdate();
      }
    }
  }

  static void touchTable(Connection connection, long tableId, long nowMillis) throws SQLException {
    String sql =
        "INSERT INTO meta.table_times VALUES (?, ?) ON CONFLICT DO UPDATE SET modified ="
            + " greatest(excluded.modified, table_times.modified + 1)";
    try (PreparedStatement upsert = connection.prepareStatement(sql)) {
      upsert.setLong(1, tableId);
      upsert.setLong(2, nowMillis);
      upsert.executeUpdate();
    }
  }
}
