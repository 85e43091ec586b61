package com.campaignsync.local.bigquery.storage;

import com.campaignsync.local.bigquery.schema.Partitioning;
import com.campaignsync.local.bigquery.schema.PhysicalTable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Drops partitions that are older than their table's expirationMs, counted from the partition's
 * first moment in UTC. Rows without a partition's time, and those in the streaming buffer, stay.
 */
public final class PartitionExpiry {

  private final Database database;
  private final Catalog catalog;
  private final InstantSource clock;

  public PartitionExpiry(Database database, Catalog catalog, InstantSource clock) {
    this.database = database;
    this.catalog = catalog;
    this.clock = clock;
  }

  /** Drops what has expired by now; cheap when nothing has. */
  public void dropExpired() throws SQLException {
    for (String dataset : catalog.datasets().keySet()) {
      for (PhysicalTable table : catalog.tables(dataset)) {
        Partitioning partitioning = table.schema().partitioning();
        String last = partitioning == null ? null : partitioning.lastExpiredId(clock.instant());
        if (last != null && !database.read(c -> expired(c, table, last)).isEmpty()) {
          database.write(connection -> drop(connection, table, expired(connection, table, last)));
        }
      }
    }
  }

  /** Ids of one length order as their times do. */
  private static List<String> expired(Connection connection, PhysicalTable table, String last)
      throws SQLException {
    String sql =
        "SELECT partition_id FROM meta.partitions WHERE table_id = "
            + table.id()
            + " AND partition_id <= '"
            + last
            + "' AND regexp_full_match(partition_id, '\\d+')";
    List<String> ids = new ArrayList<>();
    try (var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        ids.add(rows.getString(1));
      }
    }
    return ids;
  }

  private int drop(Connection connection, PhysicalTable table, List<String> ids)
      throws SQLException {
    String list = ids.stream().map(id -> "'" + id + "'").collect(Collectors.joining(", "));
    if (list.isEmpty()) {
      return 0;
    }
    Database.execute(
        connection,
        "DELETE FROM meta.partitions WHERE table_id = %d AND partition_id IN (%s)"
            .formatted(table.id(), list));
    // Sums and cached results are kept until the table's time moves.
    PartitionTimes.touchTable(connection, table.id(), clock.millis());
    return Database.execute(
        connection,
        "DELETE FROM %s AS t WHERE %s IS NULL AND %s IN (%s)"
            .formatted(
                table.duckName(),
                PhysicalTable.BUFFERED_AT,
                table.schema().partitionId("t"),
                list));
  }
}
