package com.campaignsync.local.bigquery.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.ReentrantLock;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * The DuckDB behind everything: one connection a request, one writer at a time.
 *
 * <p>Tables and records live in the main database; results of queries in a second file that is new
 * at every start, because they are worth nothing after it.
 */
public final class Database implements AutoCloseable {

  /** Work with a connection. */
  @FunctionalInterface
  public interface Work<T> {
    T run(DuckDBConnection connection) throws SQLException;
  }

  /** Memory DuckDB may take before it spills to disk: leaves room for the rest of run-local. */
  private static final String MEMORY_MAX = "2GB";

  private final DuckDBConnection root;
  private final Path scratch;
  private final ReentrantLock writer = new ReentrantLock(true);

  private Database(DuckDBConnection root, Path scratch) {
    this.root = root;
    this.scratch = scratch;
  }

  /**
   * @param stateDirectory where the database file is, created if missing; null for memory only
   * @throws StorageException if it cannot be opened, for example because another process holds it
   */
  public static Database open(@Nullable Path stateDirectory) {
    try {
      Path scratch = Files.createTempDirectory("local-bigquery");
      if (stateDirectory != null) {
        Files.createDirectories(stateDirectory);
      }
      String file =
          stateDirectory == null ? "" : stateDirectory.resolve("bigquery.duckdb").toString();
      DuckDBConnection root =
          DriverManager.getConnection("jdbc:duckdb:" + file).unwrap(DuckDBConnection.class);
      Database database = new Database(root, scratch);
      database.prepare();
      return database;
    } catch (SQLException | IOException e) {
      throw new StorageException(
          "Cannot open the local BigQuery's state in " + stateDirectory + ": " + firstLine(e), e);
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("no details");
  }

  private void prepare() throws SQLException, IOException {
    FailFunction.register(root);
    NumericFunctions.register(root);
    FloatFunctions.register(root);
    IntegerFunctions.register(root);
    TextFunctions.register(root);
    TimestampFunctions.register(root);
    try (Statement statement = root.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      statement.execute("SET preserve_insertion_order = true");
      statement.execute("SET memory_limit = '" + MEMORY_MAX + "'");
      statement.execute("SET temp_directory = '" + quoted(scratch.resolve("spill")) + "'");
      statement.execute("ATTACH '" + quoted(scratch.resolve("results.duckdb")) + "' AS results");
      for (String sql : SqlScript.statements("meta.sql")) {
        statement.execute(sql);
      }
      for (String sql : SqlScript.statements("macros.sql")) {
        statement.execute(sql);
      }
      // From here on no statement can reach files, the network or the settings.
      statement.execute("SET enable_external_access = false");
      statement.execute("SET lock_configuration = true");
    }
  }

  private static String quoted(Path path) {
    return path.toAbsolutePath().toString().replace("'", "''");
  }

  /** Runs {@code work} on a connection of its own, outside any transaction. */
  public <T> T read(Work<T> work) throws SQLException {
    try (DuckDBConnection connection = root.duplicate()) {
      return work.run(connection);
    }
  }

  /** Runs {@code work} in a transaction; writers wait for one another, readers for nobody. */
  public <T> T write(Work<T> work) throws SQLException {
    writer.lock();
    try (DuckDBConnection connection = root.duplicate()) {
      connection.setAutoCommit(false);
      T result = work.run(connection);
      connection.commit();
      return result;
    } finally {
      writer.unlock();
    }
  }

  /** Runs one statement on the connection. */
  static int execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  @Override
  public void close() {
    try {
      root.close();
      deleteScratch();
    } catch (SQLException | IOException e) {
      throw new StorageException("Cannot close the local BigQuery's state", e);
    }
  }

  private void deleteScratch() throws IOException {
    try (var files = Files.walk(scratch)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
