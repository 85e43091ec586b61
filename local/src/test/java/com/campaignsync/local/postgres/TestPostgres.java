package com.campaignsync.local.postgres;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/** What the tests of the local server share. */
final class TestPostgres {
  /** One unpacked copy for all tests. */
  private static final Path BINARIES = Path.of("target", "postgres-binaries").toAbsolutePath();

  private TestPostgres() {}

  static LocalPostgresOptions options(Path state, int port) {
    return new LocalPostgresOptions(state.resolve("postgres"), BINARIES, port, false);
  }

  static String query(String url, String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  static void execute(String url, String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static void writeRow(LocalPostgres postgres, String text) throws SQLException {
    String url = postgres.jdbcUrl(LocalPostgres.SUPERUSER);
    execute(url, "CREATE TABLE kept_rows AS SELECT '" + text + "'::text AS text");
  }

  static String readRow(LocalPostgres postgres) throws SQLException {
    return query(postgres.jdbcUrl(LocalPostgres.SUPERUSER), "SELECT text FROM kept_rows");
  }

  /** A dead process that nobody has collected yet keeps its id, but not its command. */
  static boolean isRunning(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().commandLine())
        .filter(command -> command.contains("/bin/postgres "))
        .isPresent();
  }

  static void awaitEnd(long pid) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (isRunning(pid)) {
      assertTrue(System.nanoTime() < deadline, "process " + pid + " still runs");
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  /** Starts a JVM that starts the server, writes a row and waits to be killed. */
  static Process spawnOwner(LocalPostgresOptions options) throws IOException {
    String java =
        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
    return new ProcessBuilder(
            java,
            "-cp",
            System.getProperty("java.class.path"),
            PostgresOwner.class.getName(),
            options.dataDirectory().toString(),
            options.binariesDirectory().toString(),
            Integer.toString(options.port()))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** The server's process id, which the child prints once its row is committed. */
  static long awaitPid(Process child) throws IOException {
    var reader =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8));
    String line = reader.readLine();
    if (line == null) {
      throw new IOException("the child ended before its server ran");
    }
    return Long.parseLong(line);
  }

  /** The child's main. */
  static final class PostgresOwner {
    private PostgresOwner() {}

    public static void main(String[] arguments) throws Exception {
      LocalPostgres postgres =
          LocalPostgres.start(
              new LocalPostgresOptions(
                  Path.of(arguments[0]),
                  Path.of(arguments[1]),
                  Integer.parseInt(arguments[2]),
                  false));
      writeRow(postgres, "written by the killed process");
      System.out.println(postgres.postmasterPid());
      Thread.currentThread().join();
    }
  }
}
