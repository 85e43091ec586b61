package com.campaignsync.adapters.postgres;

import io.r2dbc.pool.ConnectionPool;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;

/**
 * A real Postgres, migrated once for all tests of the JVM. Code under test logs in as {@code
 * test_worker} or {@code test_api}, which have one application role each; tests look at the result
 * as the superuser.
 */
public final class TestPostgres {

  private static final TestPostgres SHARED = start();

  private final EmbeddedPostgres server;

  private TestPostgres(EmbeddedPostgres server) {
    this.server = server;
  }

  public static TestPostgres shared() {
    return SHARED;
  }

  /** A server of its own, for tests that restart it. */
  public static TestPostgres start() {
    try {
      TestPostgres postgres = new TestPostgres(EmbeddedPostgres.builder().start());
      postgres.migrate();
      return postgres;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void migrate() {
    Flyway.configure().dataSource(server.getPostgresDatabase()).load().migrate();
    execute("CREATE ROLE test_worker LOGIN IN ROLE app_worker");
    execute("CREATE ROLE test_api LOGIN IN ROLE app_api");
  }

  public ConnectionPool workers(int size) {
    return pool("test_worker", size);
  }

  public ConnectionPool apis(int size) {
    return pool("test_api", size);
  }

  private ConnectionPool pool(String user, int size) {
    return ConnectionPools.create(url(user), size, Duration.ofMinutes(5));
  }

  public DatabaseUrl url(String user) {
    return DatabaseUrl.parse("postgresql://%s@localhost:%d/postgres".formatted(user, port()));
  }

  public int port() {
    return server.getPort();
  }

  public EmbeddedPostgres server() {
    return server;
  }

  /** As the superuser, or whoever {@code user} is. */
  public Connection jdbc(String user) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://localhost:%d/postgres?user=%s".formatted(port(), user));
  }

  public void execute(String sql, Object... parameters) {
    try (Connection connection = jdbc("postgres");
        var statement = connection.prepareStatement(sql)) {
      bind(statement, parameters);
      statement.execute();
    } catch (SQLException failed) {
      throw new IllegalStateException(sql, failed);
    }
  }

  /** Rows as the superuser sees them, columns joined by a bar, null written out. */
  public List<String> rows(String sql, Object... parameters) {
    try (Connection connection = jdbc("postgres");
        var statement = connection.prepareStatement(sql)) {
      bind(statement, parameters);
      return read(statement.executeQuery());
    } catch (SQLException failed) {
      throw new IllegalStateException(sql, failed);
    }
  }

  public String value(String sql, Object... parameters) {
    List<String> rows = rows(sql, parameters);
    if (rows.size() != 1) {
      throw new AssertionError("want one row, not " + rows);
    }
    return rows.get(0);
  }

  private static void bind(java.sql.PreparedStatement statement, Object... parameters)
      throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
  }

  private static List<String> read(ResultSet result) throws SQLException {
    List<String> rows = new ArrayList<>();
    while (result.next()) {
      List<String> columns = new ArrayList<>();
      for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
        columns.add(String.valueOf(result.getString(i)));
      }
      rows.add(String.join("|", columns));
    }
    return rows;
  }
}
