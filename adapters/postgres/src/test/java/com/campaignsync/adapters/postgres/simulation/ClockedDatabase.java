package com.campaignsync.adapters.postgres.simulation;

import com.campaignsync.adapters.postgres.ConnectionPools;
import com.campaignsync.adapters.postgres.DatabaseUrl;
import io.r2dbc.pool.ConnectionPool;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One database in virtual time; whoever tests looks into it as the superuser. */
final class ClockedDatabase {

  /** More than loads can lie still at once: one for each connection of a simulated world. */
  private static final int POOL_SIZE = 24;

  private static final String TABLES =
      """
      SELECT string_agg(CAST(oid AS regclass)::text, ', ') FROM pg_class
      WHERE relnamespace = CAST('public' AS regnamespace) AND relkind IN ('r', 'p')
        AND NOT relispartition AND relname <> 'flyway_schema_history'
      """;

  private static final String BREAK_OFF =
      """
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'
      """;

  private final Connection superuser;
  private final Map<String, PreparedStatement> statements = new HashMap<>();
  private final ConnectionPool workers;
  private final ConnectionPool apis;
  private final String tables;
  private Instant present;
  private boolean told;

  ClockedDatabase(int port, String name) {
    try {
      superuser =
          DriverManager.getConnection(
              "jdbc:postgresql://localhost:%d/%s?user=postgres".formatted(port, name));
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
    workers = pool("test_worker", port, name);
    apis = pool("test_api", port, name);
    tables = text(TABLES);
    present = rows("SELECT at FROM simulated.present", ClockedDatabase::instant).get(0);
    told = true;
  }

  private static ConnectionPool pool(String user, int port, String name) {
    DatabaseUrl url =
        DatabaseUrl.parse("postgresql://%s@localhost:%d/%s".formatted(user, port, name));
    return ConnectionPools.create(url, POOL_SIZE, Duration.ofMinutes(5));
  }

  ConnectionPool workers() {
    return workers;
  }

  ConnectionPool apis() {
    return apis;
  }

  Instant present() {
    return present;
  }

  /** From now on it is this instant; the server is told before it is asked for anything. */
  void timeIs(Instant now) {
    present = now;
    told = false;
  }

  void tellTime() {
    if (!told) {
      execute("UPDATE simulated.present SET at = ?", present);
      told = true;
    }
  }

  /** As new, but for its partitions. */
  void clear() {
    rows(BREAK_OFF, row -> true);
    execute("TRUNCATE " + tables + " RESTART IDENTITY");
    execute("ALTER SEQUENCE simulated.numbers RESTART");
  }

  void execute(String sql, @Nullable Object... parameters) {
    try {
      bound(sql, parameters).execute();
    } catch (SQLException failed) {
      throw new IllegalStateException(sql, failed);
    }
  }

  /** Reads a row. */
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  <T> List<T> rows(String sql, RowReader<T> reader, @Nullable Object... parameters) {
    try (ResultSet result = bound(sql, parameters).executeQuery()) {
      List<T> rows = new ArrayList<>();
      while (result.next()) {
        rows.add(reader.read(result));
      }
      return rows;
    } catch (SQLException failed) {
      throw new IllegalStateException(sql, failed);
    }
  }

  /** The one value of the one row. */
  String text(String sql, @Nullable Object... parameters) {
    return rows(sql, row -> String.valueOf(row.getString(1)), parameters).get(0);
  }

  private PreparedStatement bound(String sql, @Nullable Object... parameters) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = superuser.prepareStatement(sql);
      statements.put(sql, statement);
    }
    for (int i = 0; i < parameters.length; i++) {
      Object value = parameters[i];
      statement.setObject(i + 1, value instanceof Instant at ? at.atOffset(ZoneOffset.UTC) : value);
    }
    return statement;
  }

  static Instant instant(ResultSet row) throws SQLException {
    return row.getObject(1, OffsetDateTime.class).toInstant();
  }
}
