package com.campaignsync.local.bigquery.storage;

import com.campaignsync.local.bigquery.analysis.Plan;
import com.campaignsync.local.bigquery.schema.PhysicalTable;
import com.campaignsync.local.bigquery.sql.SqlException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs INSERT, UPDATE, DELETE and MERGE, and moves the times of exactly the partitions changed. */
public final class ChangeExecutor {

  /**
   * What a statement did.
   *
   * @param rows changed
   * @param partitions in which a row changed; null for a table without partitions
   */
  public record Changed(long rows, @Nullable Integer partitions) {}

  private final Database database;
  private final InstantSource clock;

  public ChangeExecutor(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * @param running is handed the statement that can be cancelled from another thread
   */
  public Changed execute(Plan.Change change, Consumer<Statement> running) throws SQLException {
    return database.write(connection -> inTransaction(connection, change, running));
  }

  private Changed inTransaction(
      Connection connection, Plan.Change change, Consumer<Statement> running) throws SQLException {
    PhysicalTable table = change.target().table();
    Set<String> touched = new TreeSet<>();
    probe(connection, change, touched);
    long rows;
    try (Statement statement = connection.createStatement()) {
      running.accept(statement);
      rows =
          switch (change.type()) {
            case "INSERT" -> insert(connection, statement, change, touched);
            case "MERGE" -> merge(statement, change, touched);
            default -> statement.executeLargeUpdate(change.sql());
          };
    }
    if (rows > 0) {
      PartitionTimes.touch(connection, table, touched, clock.millis());
    }
    boolean partitioned = table.schema().partitioning() != null;
    return new Changed(rows, partitioned ? Integer.valueOf(rows > 0 ? touched.size() : 0) : null);
  }

  private static void probe(Connection connection, Plan.Change change, Set<String> touched)
      throws SQLException {
    String probe = change.probe();
    String ambiguous = change.ambiguous();
    try (Statement statement = connection.createStatement()) {
      if (probe != null) {
        collect(statement, probe, change, touched);
      }
      if (ambiguous != null && statement.executeQuery(ambiguous).next()) {
        throw SqlException.invalid(
            "UPDATE/MERGE must match at most one source row for each target row");
      }
    }
  }

  private static long collect(
      Statement statement, String sql, Plan.Change change, Set<String> touched)
      throws SQLException {
    long count = 0;
    try (ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        touched.add(rows.getString(1));
        if (rows.getBoolean(2)) {
          throw SqlException.invalid(
              change.type()
                  + " statement over table "
                  + change.target().table().ref()
                  + " would affect rows in the streaming buffer, which is not supported");
        }
        count++;
      }
    }
    return count;
  }

  private static long merge(Statement statement, Plan.Change change, Set<String> touched)
      throws SQLException {
    return collect(statement, change.sql(), change, touched);
  }

  /** New rows get higher rowids than all before them: that is how they are told apart. */
  private static long insert(
      Connection connection, Statement statement, Plan.Change change, Set<String> touched)
      throws SQLException {
    PhysicalTable table = change.target().table();
    long before = RowIds.last(connection, table);
    long rows = statement.executeLargeUpdate(change.sql());
    touched.addAll(RowIds.partitionsAfter(connection, table, before));
    return rows;
  }
}
