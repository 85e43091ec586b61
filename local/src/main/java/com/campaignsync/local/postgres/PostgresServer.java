package com.campaignsync.local.postgres;

import com.campaignsync.local.net.LocalPort;
import com.campaignsync.local.net.PortInUseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Starts and stops the server process of one data directory. */
final class PostgresServer {
  /** A fast shutdown writes a checkpoint; past this the server is killed and recovers next time. */
  private static final Duration STOP_MAX = Duration.ofSeconds(30);

  /** Children of a killed server let go of its shared memory within about a second. */
  private static final int ORPHAN_RETRIES_MAX = 20;

  private static final Duration ORPHAN_RETRY_PAUSE = Duration.ofMillis(500);

  private final Path data;
  private final Path log;
  private final PostgresCommands commands;
  private final PostmasterFile postmaster;

  PostgresServer(Path data, PostgresCommands commands) {
    this.data = data;
    this.log = data.resolveSibling(data.getFileName() + ".log");
    this.commands = commands;
    this.postmaster = new PostmasterFile(data);
  }

  OptionalLong pid() {
    return process().stream().mapToLong(ProcessHandle::pid).findFirst();
  }

  /** Stops a server of this directory that a killed run-local left, and only such a one. */
  void stopLeftover() throws IOException {
    stop();
    postmaster.deleteIfUnreadable();
    postmaster.releaseIfPidIsReused();
  }

  /** Starts the server and waits until it takes connections. */
  void start(int port, Duration max) throws IOException {
    for (int attempt = 0; ; attempt++) {
      Files.deleteIfExists(log);
      createLog();
      var result = commands.run(data, max.plusSeconds(5), "pg_ctl", startArguments(port, max));
      if (result.succeeded()) {
        return;
      }
      String printed = Files.readString(log);
      if (attempt < ORPHAN_RETRIES_MAX && isHeldByPredecessor(printed)) {
        pause();
        stopLeftover();
      } else {
        stop();
        throw notStarted(port, printed, result);
      }
    }
  }

  /** Stops the server in order; kills it if it does not end in time. Does nothing if none runs. */
  void stop() {
    process().ifPresent(this::stop);
  }

  private void stop(ProcessHandle server) {
    try {
      commands.run(
          data,
          STOP_MAX.plusSeconds(5),
          "pg_ctl",
          List.of(
              "stop", "-D", data.toString(), "-m", "fast", "-w", "-t", "" + STOP_MAX.toSeconds()));
    } catch (IOException notRun) {
      throw new UncheckedIOException("PostgreSQL could not be stopped", notRun);
    } finally {
      killIfAlive(server);
    }
  }

  private static void killIfAlive(ProcessHandle server) {
    if (!server.isAlive()) {
      return;
    }
    server.destroyForcibly();
    try {
      server.onExit().get(10, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException stuck) {
      throw new LocalPostgresException(
          "PostgreSQL (process " + server.pid() + ") does not end: kill it by hand", stuck);
    }
  }

  private Optional<ProcessHandle> process() {
    try {
      return postmaster.server();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("postmaster.pid cannot be read", unreadable);
    }
  }

  private List<String> startArguments(int port, Duration max) {
    return List.of(
        "start",
        "-D",
        data.toString(),
        "-l",
        log.toString(),
        "-w",
        "-t",
        Long.toString(max.toSeconds()),
        "-o",
        ServerSettings.asOptions(port));
  }

  /** Children of a dead server, or a server that was starting when its run-local was killed. */
  private static boolean isHeldByPredecessor(String printed) {
    return printed.contains("shared memory block")
        || printed.contains("lock file \"postmaster.pid\" already exists");
  }

  private void createLog() throws IOException {
    Files.createFile(log);
    if (commands.identity() == ServerIdentity.NOBODY) {
      FileTree.chown(log, ServerIdentity.NOBODY_ID);
    }
  }

  private RuntimeException notStarted(int port, String printed, PostgresCommands.Result result) {
    if (printed.contains("could not bind") || printed.contains("Address already in use")) {
      return new PortInUseException(port, "Postgres", new IOException(LocalPort.HOST));
    }
    String reason =
        printed
            .lines()
            .filter(line -> line.contains("FATAL:"))
            .findFirst()
            .orElse(result.oneLine());
    return new LocalPostgresException(
        "PostgreSQL did not start: %s (its log: %s)".formatted(reason.strip(), log));
  }

  private static void pause() {
    try {
      Thread.sleep(ORPHAN_RETRY_PAUSE.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new LocalPostgresException("interrupted while PostgreSQL was starting", interrupted);
    }
  }
}
