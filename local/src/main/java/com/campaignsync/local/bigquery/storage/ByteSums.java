package com.campaignsync.local.bigquery.storage;

import com.campaignsync.local.bigquery.analysis.TableScan;
import com.campaignsync.local.bigquery.schema.Column;
import com.campaignsync.local.bigquery.schema.PhysicalTable;
import com.campaignsync.local.bigquery.schema.ValueType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Sizes of columns in partitions by BigQuery's rules ("Data size calculation"): INT64, FLOAT64,
 * DATE, TIMESTAMP and DATETIME 8 bytes, NUMERIC 16, BOOL 1, STRING and BYTES 2 + their UTF-8 or raw
 * length, NULL 0. Kept until the table changes.
 */
public final class ByteSums {

  private record Sums(long version, Map<String, long[]> byPartition) {}

  private final Database database;
  private final Map<Long, Sums> cache = new ConcurrentHashMap<>();

  public ByteSums(Database database) {
    this.database = database;
  }

  /** Bytes of each column (in the schema's order, the row count last) by partition id. */
  public Map<String, long[]> of(PhysicalTable table) throws SQLException {
    return database.read(
        connection -> {
          long version = PartitionTimes.tableModified(connection, table.id());
          Sums cached = cache.get(table.id());
          if (cached == null || cached.version() != version) {
            cached = new Sums(version, compute(connection, table));
            cache.put(table.id(), cached);
          }
          return cached.byPartition();
        });
  }

  /** Rows of one partition's figures. */
  public static long rows(long[] figures) {
    return figures[figures.length - 1];
  }

  /** Bytes of one partition's figures, all columns. */
  public static long bytes(long[] figures) {
    return Arrays.stream(figures, 0, figures.length - 1).sum();
  }

  /** Forgets a dropped table. */
  public void forget(PhysicalTable table) {
    cache.remove(table.id());
  }

  private static Map<String, long[]> compute(java.sql.Connection connection, PhysicalTable table)
      throws SQLException {
    List<Column> columns = table.schema().columns();
    List<String> sums = new ArrayList<>();
    columns.forEach(c -> sums.add(sum(c)));
    sums.add("count(*)");
    String sql =
        "SELECT "
            + table.schema().partitionId("t")
            + ", "
            + String.join(", ", sums)
            + " FROM "
            + table.duckName()
            + " AS t GROUP BY 1";
    Map<String, long[]> byPartition = new HashMap<>();
    try (var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        long[] bytes = new long[sums.size()];
        for (int i = 0; i < bytes.length; i++) {
          bytes[i] = rows.getLong(i + 2);
        }
        byPartition.put(rows.getString(1), bytes);
      }
    }
    return byPartition;
  }

  private static String sum(Column column) {
    String bytes = bytes(column.type(), "t.\"" + column.name() + "\"", 0);
    return "CAST(coalesce(sum(" + bytes + "), 0) AS BIGINT)";
  }

  /** DuckDB expression of a value's bytes; NULL counts nothing. */
  private static String bytes(ValueType type, String x, int depth) {
    if (type.array()) {
      String item = "x" + depth;
      String each = "coalesce(" + bytes(type.element(), item, depth + 1) + ", 0)";
      return "list_sum(list_transform(" + x + ", lambda " + item + ": " + each + "))";
    }
    return switch (type.scalar()) {
      case STRING, JSON -> "(2 + strlen(" + x + "))";
      case BYTES -> "(2 + octet_length(" + x + "))";
      case STRUCT ->
          type.fields().stream()
              .map(
                  f -> {
                    String part = "struct_extract(" + x + ", '" + f.name() + "')";
                    return "coalesce(" + bytes(f.type(), part, depth) + ", 0)";
                  })
              .collect(Collectors.joining(" + ", "(", ")"));
      case BOOL -> fixed(1, x);
      case NUMERIC -> fixed(16, x);
      default -> fixed(8, x);
    };
  }

  private static String fixed(int bytes, String x) {
    return "CASE WHEN " + x + " IS NOT NULL THEN " + bytes + " END";
  }

  /** Share of each partition's rows, 0 to 1, that a scan's clustering conditions let through. */
  public Map<String, Double> sharesRead(TableScan scan) throws SQLException {
    PhysicalTable table = scan.table();
    String sql =
        "SELECT "
            + table.schema().partitionId(scan.alias())
            + ", count(*) FILTER ("
            + String.join(" AND ", scan.clusterConditions())
            + ") / count(*) FROM "
            + table.duckName()
            + " AS "
            + scan.alias()
            + " GROUP BY 1";
    return database.read(
        connection -> {
          Map<String, Double> shares = new HashMap<>();
          try (var statement = connection.createStatement();
              ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
              shares.put(rows.getString(1), rows.getDouble(2));
            }
          }
          return shares;
        });
  }

  /** Ids of the partitions that a scan reads: those with a value its conditions let through. */
  public Set<String> partitionsRead(TableScan scan) throws SQLException {
    PhysicalTable table = scan.table();
    if (scan.conditions().isEmpty()) {
      return of(table).keySet();
    }
    String sql =
        "SELECT DISTINCT "
            + table.schema().partitionId(scan.alias())
            + " FROM "
            + table.duckName()
            + " AS "
            + scan.alias()
            + " WHERE "
            + String.join(" AND ", scan.conditions());
    return database.read(
        connection -> {
          Set<String> ids = new TreeSet<>();
          try (var statement = connection.createStatement();
              ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
              ids.add(rows.getString(1));
            }
          }
          return ids;
        });
  }
}
