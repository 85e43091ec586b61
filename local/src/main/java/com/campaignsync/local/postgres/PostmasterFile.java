package com.campaignsync.local.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The server's lock file {@code postmaster.pid}: its first line is the process id. */
final class PostmasterFile {
  /** No process has it: above every system's largest id, so the server sees a dead owner. */
  private static final String NOBODYS_PID = Integer.toString(Integer.MAX_VALUE);

  private final Path data;
  private final Path file;

  PostmasterFile(Path data) {
    this.data = data;
    this.file = data.resolve("postmaster.pid");
  }

  /** The server of this directory, if it runs: named in the file, alive and started with it. */
  Optional<ProcessHandle> server() throws IOException {
    return namedPid().flatMap(ProcessHandle::of).filter(this::isOurs);
  }

  /**
   * Frees the directory from a process id that another program has by now. The server itself would
   * believe its predecessor alive and refuse to start. Only the id is replaced: the rest of the
   * file lets the server find out whether children of the dead one still hold its shared memory.
   */
  void releaseIfPidIsReused() throws IOException {
    Optional<ProcessHandle> other = namedPid().flatMap(ProcessHandle::of);
    if (other.isPresent() && !isOurs(other.get())) {
      List<String> lines = new ArrayList<>(Files.readAllLines(file));
      lines.set(0, NOBODYS_PID);
      Files.write(file, lines);
    }
  }

  /**
   * An empty or garbled file, as a full disk leaves it, names nobody; the server would refuse it.
   */
  void deleteIfUnreadable() throws IOException {
    if (Files.exists(file) && namedPid().isEmpty()) {
      Files.delete(file);
    }
  }

  private Optional<Long> namedPid() throws IOException {
    try {
      List<String> lines = Files.readAllLines(file);
      return lines.isEmpty() ? Optional.empty() : Optional.of(Long.valueOf(lines.get(0).strip()));
    } catch (NoSuchFileException noServer) {
      return Optional.empty();
    } catch (NumberFormatException garbled) {
      return Optional.empty();
    }
  }

  /** Whether this process is a server of this directory and not yet dead. */
  boolean isOurs(ProcessHandle process) {
    String command = process.info().commandLine().orElse("") + " ";
    return process.isAlive()
        && command.contains("/bin/postgres ")
        && command.contains(" -D " + data + " ");
  }
}
