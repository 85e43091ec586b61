package com.campaignsync.endtoend;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Plain SQL over a connection of the test's own, past all the code under test. */
public final class Sql implements AutoCloseable {

  private final Connection connection;

  private Sql(Connection connection) {
    this.connection = connection;
  }

  public static Sql open(String jdbcUrl) throws SQLException {
    return new Sql(DriverManager.getConnection(jdbcUrl));
  }

  /** All rows, each value as text; null stays null. */
  public List<List<String>> rows(String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      List<List<String>> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          List<String> row = new ArrayList<>();
          for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            row.add(result.getString(i));
          }
          rows.add(row);
        }
      }
      return rows;
    }
  }

  /** The one value of the one row. */
  public String value(String sql, Object... parameters) throws SQLException {
    List<List<String>> rows = rows(sql, parameters);
    if (rows.size() != 1 || rows.get(0).size() != 1) {
      throw new AssertionError(rows.size() + " rows of " + sql + ", want one value");
    }
    return rows.get(0).get(0);
  }

  public long number(String sql, Object... parameters) throws SQLException {
    return Long.parseLong(value(sql, parameters));
  }

  public void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** How many rows each table of the project holds. */
  Map<String, Long> rowCounts() throws SQLException {
    Map<String, Long> counts = new TreeMap<>();
    for (List<String> table :
        rows(
            "SELECT c.oid::regclass::text FROM pg_class c WHERE c.relnamespace ="
                + " 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition"
                // Records about requests, be they refused or not.
                + " AND c.relname NOT IN ('audit_log', 'idempotency_keys', 'rate_limits')")) {
      counts.put(table.get(0), number("SELECT count(*) FROM " + table.get(0)));
    }
    return counts;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
