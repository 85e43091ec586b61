package com.campaignsync.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The Postgres server of a state directory, seen as the operating system sees it. */
public final class Postmaster {

  private final Path data;

  public Postmaster(Path state) throws IOException {
    this.data = state.toRealPath().resolve("postgres");
  }

  public long pid() throws IOException {
    return Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
  }

  /** Every process that was started for this data directory: none means nothing is left. */
  public List<Long> running() {
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.filter(this::isOurs).map(ProcessHandle::pid).toList();
    }
  }

  private boolean isOurs(ProcessHandle process) {
    return process.info().commandLine().orElse("").contains("-D " + data + " ");
  }

  /** kill -9 of the server and all its backends. */
  public void killAll() throws Exception {
    ProcessHandle server = ProcessHandle.of(pid()).orElseThrow();
    List<ProcessHandle> backends = server.descendants().toList();
    server.destroyForcibly();
    backends.forEach(ProcessHandle::destroyForcibly);
    Eventually.holds(
        "Postgres is dead", java.time.Duration.ofSeconds(10), () -> running().isEmpty());
  }
}
