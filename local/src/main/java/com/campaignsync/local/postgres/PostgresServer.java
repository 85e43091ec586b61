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

/** Starts and stops the server process of one data directory. */
final class PostgresServer {
  /** A fast shutdown writes a checkpoint; past this the server is killed and recovers next time. */
  private static final Duration STOP_MAX = Duration.ofSeconds(30);

  /** From removing its lock file to its end, a server takes milliseconds. */
  private static final Duration EXIT_MAX = Duration.ofSeconds(5);

  private static final Duration EXIT_POLL = Duration.ofMillis(10);

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
        pause(ORPHAN_RETRY_PAUSE);
        stopLeftover();
      } else {
        stop();
        throw notStarted(port, printed, result);
      }
    }
  }

  /** Stops the server in order; kills it if it does not end in time. Does nothing if none runs. */
  void stop() {
    Optional<ProcessHandle> server = process();
    if (server.isPresent()) {
      stopInOrder();
      if (!hasEnded(server.get(), EXIT_MAX)) {
        kill(server.get());
      }
    }
  }

  private void stopInOrder() {
    String max = Long.toString(STOP_MAX.toSeconds());
    try {
      commands.run(
          data,
          STOP_MAX.plusSeconds(5),
          "pg_ctl",
          List.of("stop", "-D", data.toString(), "-m", "fast", "-w", "-t", max));
    } catch (IOException notRun) {
      throw new UncheckedIOException("PostgreSQL could not be stopped", notRun);
    }
  }

  private void kill(ProcessHandle server) {
    server.destroyForcibly();
    if (!hasEnded(server, STOP_MAX)) {
      throw new LocalPostgresException(
          "PostgreSQL (process " + server.pid() + ") does not end: kill it by hand");
    }
  }

  /**
   * Asks again and again, because {@link ProcessHandle#onExit} of another's child takes seconds to
   * notice, and never notices where nobody collects the dead: those keep their id, not their
   * command.
   */
  private boolean hasEnded(ProcessHandle server, Duration max) {
    for (long waited = 0; postmaster.isOurs(server); waited += EXIT_POLL.toMillis()) {
      if (waited >= max.toMillis()) {
        return false;
      }
      pause(EXIT_POLL);
    }
    return true;
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

  private static void pause(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new LocalPostgresException(
          "interrupted while PostgreSQL was starting or stopping", interrupted);
    }
  }
}
