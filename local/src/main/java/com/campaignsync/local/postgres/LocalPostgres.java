package com.campaignsync.local.postgres;

import com.campaignsync.local.net.LocalPort;
import com.campaignsync.local.net.PortInUseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * A PostgreSQL server in a kept directory, as durable as a real one: a committed row survives a
 * kill of this process, of the server, and of both.
 *
 * <p>A server left behind by a killed run-local is found by its lock file and stopped; an
 * unfinished first start is begun again; an unclean directory recovers from its log. Users log in
 * without a password, from this machine alone.
 */
public final class LocalPostgres implements AutoCloseable {
  /** The one database of the project. */
  public static final String DATABASE = "campaign_sync";

  /** The cluster's superuser: migrations and checks, never a function. */
  public static final String SUPERUSER = "postgres";

  /** A crash recovery replays at most {@code max_wal_size}: seconds, but minutes on a slow disk. */
  private static final Duration START_MAX = Duration.ofSeconds(120);

  private final LocalPostgresOptions options;
  private final DirectoryLock lock;
  private final PostgresServer server;

  private LocalPostgres(LocalPostgresOptions options, DirectoryLock lock, PostgresServer server) {
    this.options = options;
    this.lock = lock;
    this.server = server;
  }

  /**
   * Starts the server and waits until it answers and its database exists.
   *
   * @throws PortInUseException if another program holds the port
   * @throws LocalPostgresException if the directory is in use, of another major version, or the
   *     server does not start; the message says what to do
   */
  public static LocalPostgres start(LocalPostgresOptions options) {
    try {
      Path parent = parentOf(options.dataDirectory());
      Files.createDirectories(parent);
      // pg_ctl writes the real path into the server's command line; ours must read the same.
      Path data = parent.toRealPath().resolve(options.dataDirectory().getFileName());
      DirectoryLock lock = DirectoryLock.take(data);
      try {
        return startLocked(options, data, lock);
      } catch (IOException | RuntimeException failed) {
        lock.close();
        throw failed;
      }
    } catch (IOException failed) {
      throw new LocalPostgresException("PostgreSQL could not be started: " + failed, failed);
    }
  }

  private static LocalPostgres startLocked(
      LocalPostgresOptions options, Path data, DirectoryLock lock) throws IOException {
    PostgresCommands commands =
        new PostgresCommands(
            PostgresBinaries.unpack(options.binariesDirectory()),
            ServerIdentity.detect(parentOf(data)));
    DataDirectory directory = new DataDirectory(data, commands);
    PostgresServer server = new PostgresServer(data, commands);
    server.stopLeftover();
    if (options.fresh()) {
      directory.delete();
    }
    directory.requireThisVersion();
    requireFreePort(options.port(), server);
    directory.initialiseIfNeeded();
    server.start(options.port(), START_MAX);
    LocalPostgres postgres = new LocalPostgres(options, lock, server);
    try {
      LocalDatabase.createIfMissing(postgres.jdbcUrl(SUPERUSER, "postgres"), DATABASE);
    } catch (RuntimeException failed) {
      server.stop();
      throw failed;
    }
    return postgres;
  }

  /** A server that was just starting when its run-local was killed shows itself only now. */
  private static void requireFreePort(int port, PostgresServer server) throws IOException {
    if (LocalPort.isFree(port)) {
      return;
    }
    server.stopLeftover();
    LocalPort.requireFree(port, "Postgres");
  }

  /** The port on 127.0.0.1. */
  public int port() {
    return options.port();
  }

  /** The JDBC address of the project's database for this user. */
  public String jdbcUrl(String user) {
    return jdbcUrl(user, DATABASE);
  }

  /** The R2DBC address of the project's database for this user: what {@code DATABASE_URL} takes. */
  public String r2dbcUrl(String user) {
    return "r2dbc:postgresql://%s@%s:%d/%s".formatted(user, LocalPort.HOST, port(), DATABASE);
  }

  /**
   * The running server's process id.
   *
   * @throws LocalPostgresException if it is not running
   */
  public long postmasterPid() {
    return server
        .pid()
        .orElseThrow(() -> new LocalPostgresException("PostgreSQL is not running: start again"));
  }

  /** Whether the server's process is alive. */
  public boolean isRunning() {
    return server.pid().isPresent();
  }

  /** Stops the server, ending its connections, after their commits are on disk. */
  @Override
  public void close() {
    server.stop();
    lock.close();
  }

  private static Path parentOf(Path directory) {
    return Objects.requireNonNull(directory.toAbsolutePath().getParent(), "a root holds no data");
  }

  private String jdbcUrl(String user, String database) {
    return "jdbc:postgresql://%s:%d/%s?user=%s".formatted(LocalPort.HOST, port(), database, user);
  }
}
