package com.campaignsync.local.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs initdb and pg_ctl as a user PostgreSQL accepts, each with a deadline. */
final class PostgresCommands {
  private final Path home;
  private final ServerIdentity identity;

  PostgresCommands(Path home, ServerIdentity identity) {
    this.home = home;
    this.identity = identity;
  }

  ServerIdentity identity() {
    return identity;
  }

  /** What a command printed, both streams, and its exit status. */
  record Result(int exitStatus, String output) {
    boolean succeeded() {
      return exitStatus == 0;
    }

    /** The output on one line, for a message. */
    String oneLine() {
      return output.strip().replaceAll("\\s*\\R\\s*", "; ");
    }
  }

  /**
   * @param workDirectory a directory the server's user may enter
   * @param max after this the command is killed and counts as failed
   */
  Result run(Path workDirectory, Duration max, String program, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>(identity.prefix());
    command.add(home.resolve("bin").resolve(program).toString());
    command.addAll(arguments);
    // A file, not a pipe: the server inherits the stream, and a pipe would stay open with it.
    Path output = Files.createTempFile("campaign-sync-" + program, ".out");
    try {
      ProcessBuilder builder = new ProcessBuilder(command).directory(workDirectory.toFile());
      builder.environment().put("LC_ALL", "C");
      builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
      builder.redirectErrorStream(true).redirectOutput(output.toFile());
      int exitStatus = await(builder.start(), max);
      return new Result(exitStatus, Files.readString(output, StandardCharsets.UTF_8));
    } finally {
      Files.deleteIfExists(output);
    }
  }

  private static int await(Process process, Duration max) throws IOException {
    try {
      process.getOutputStream().close();
      if (process.waitFor(max.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
      process.destroyForcibly();
      return -1;
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while PostgreSQL was at work", interrupted);
    }
  }
}
