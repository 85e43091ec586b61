package com.campaignsync.local.bigquery.storage;

import com.campaignsync.local.bigquery.schema.Partitioning;
import com.campaignsync.local.bigquery.schema.PhysicalTable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Rows that came by insertAll wait here before they belong to a partition. They can be queried at
 * once; their partition's time moves only when they leave.
 */
public final class StreamingBuffer {

  /**
   * A row to insert.
   *
   * @param insertId the client's id for it, empty if none: a repeated id is not stored again
   * @param values typed as {@link CellValue} says
   */
  public record NewRow(String insertId, List<@Nullable Object> values) {}

  /** What waits in a table; times in milliseconds since 1970, 0 if nothing waits. */
  public record State(long rows, long oldestMillis, long newestMillis) {}

  /** Insert ids remembered; BigQuery promises to remember for a minute, as best it can. */
  private static final int INSERT_IDS_MAX = 100_000;

  private static final State EMPTY = new State(0, 0, 0);
  private static final String AT = PhysicalTable.BUFFERED_AT;

  private final Database database;
  private final Catalog catalog;
  private final InstantSource clock;
  private final Duration stay;
  private final ConcurrentMap<Long, PhysicalTable> waiting = new ConcurrentHashMap<>();
  private final Map<String, Boolean> insertIds =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > INSERT_IDS_MAX;
        }
      };

  /**
   * @param stay how long a row waits
   */
  public StreamingBuffer(Database database, Catalog catalog, InstantSource clock, Duration stay)
      throws SQLException {
    this.database = database;
    this.catalog = catalog;
    this.clock = clock;
    this.stay = stay;
    findWaiting();
  }

  private void findWaiting() throws SQLException {
    for (String dataset : catalog.datasets().keySet()) {
      for (PhysicalTable table : catalog.tables(dataset)) {
        if (table.schema().view() != null) {
          continue;
        }
        waiting.put(table.id(), table);
        if (state(table).rows() == 0) {
          waiting.remove(table.id());
        }
      }
    }
  }

  /** Stores the rows, all or none. */
  public void insert(PhysicalTable table, List<NewRow> rows) throws SQLException {
    List<List<@Nullable Object>> fresh = new ArrayList<>();
    Set<String> ids = new TreeSet<>();
    for (NewRow row : rows) {
      boolean repeated = !row.insertId().isEmpty() && !ids.add(row.insertId());
      if (!repeated && !isKnown(table, row)) {
        fresh.add(row.values());
      }
    }
    if (fresh.isEmpty()) {
      return;
    }
    waiting.put(table.id(), table);
    database.write(
        connection -> {
          PartitionTimes.touchTable(connection, table.id(), clock.millis());
          return RowAppender.append(connection, table, fresh.iterator(), clock.instant());
        });
    rows.forEach(row -> remember(table, row));
  }

  private boolean isKnown(PhysicalTable table, NewRow row) {
    synchronized (insertIds) {
      return insertIds.containsKey(table.id() + "/" + row.insertId());
    }
  }

  /** After the commit: a row that failed must be taken when it is sent again. */
  private void remember(PhysicalTable table, NewRow row) {
    if (!row.insertId().isEmpty()) {
      synchronized (insertIds) {
        insertIds.put(table.id() + "/" + row.insertId(), true);
      }
    }
  }

  /** What waits in the table now. */
  public State state(PhysicalTable table) throws SQLException {
    if (!waiting.containsKey(table.id())) {
      return EMPTY;
    }
    String sql =
        "SELECT count(*), coalesce(epoch_ms(min("
            + AT
            + ")), 0), coalesce(epoch_ms(max("
            + AT
            + ")), 0) FROM "
            + table.duckName()
            + " WHERE "
            + AT
            + " IS NOT NULL";
    return database.read(
        connection -> {
          try (var statement = connection.createStatement();
              ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return new State(rows.getLong(1), rows.getLong(2), rows.getLong(3));
          }
        });
  }

  /** Moves rows whose time is over into their partitions; cheap when nothing waits. */
  public void settleDue() throws SQLException {
    for (PhysicalTable table : waiting.values()) {
      if (!catalog.has(table.ref()) || catalog.find(table.ref()).id() != table.id()) {
        waiting.remove(table.id());
        continue;
      }
      State state = state(table);
      if (state.rows() == 0) {
        waiting.remove(table.id());
      } else if (state.oldestMillis() + stay.toMillis() <= clock.millis()) {
        database.write(connection -> settle(connection, table));
      }
    }
  }

  /** Rows get their ingestion time as they leave the buffer: the time they came. */
  private static void stamp(Connection connection, PhysicalTable table, String due)
      throws SQLException {
    var partitioning = table.schema().partitioning();
    if (partitioning != null && partitioning.isIngestionTime()) {
      String set = Partitioning.INGESTION_TIME + " = " + partitioning.startOf("t." + AT);
      Database.execute(connection, "UPDATE " + table.duckName() + " AS t SET " + set + due);
    }
  }

  private int settle(Connection connection, PhysicalTable table) throws SQLException {
    long until = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant().minus(stay));
    String due = " WHERE t." + AT + " <= make_timestamp(CAST(" + until + " AS BIGINT))";
    Set<String> touched = new TreeSet<>();
    stamp(connection, table, due);
    try (var statement = connection.createStatement()) {
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT DISTINCT "
                  + table.schema().partitionId("t")
                  + " FROM "
                  + table.duckName()
                  + " AS t"
                  + due)) {
        while (rows.next()) {
          touched.add(rows.getString(1));
        }
      }
      statement.executeUpdate("UPDATE " + table.duckName() + " AS t SET " + AT + " = NULL" + due);
    }
    PartitionTimes.touch(connection, table, touched, clock.millis());
    return touched.size();
  }
}
