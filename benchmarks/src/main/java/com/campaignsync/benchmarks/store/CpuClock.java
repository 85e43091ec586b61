package com.campaignsync.benchmarks.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * CPU seconds that this process and the server's processes have used so far, from {@code
 * /proc/*&#47;stat} (see proc(5)). On a busy machine it says more than a clock on the wall.
 */
final class CpuClock {

  private static final Path PROC = Path.of("/proc");

  /** Linux counts in hundredths of a second on every architecture that Java runs on. */
  private static final double TICKS_PER_SECOND = 100;

  private static final int LOOKS = 5;
  private static final long LOOK_NANOS = 20_000_000;

  private final long postmasterPid;

  CpuClock(long postmasterPid) {
    this.postmasterPid = postmasterPid;
  }

  /**
   * Zero where there is no {@code /proc}. A server process that is just ending is counted neither
   * here nor there for a moment: so the greatest of several looks.
   */
  double seconds() {
    double greatest = 0;
    for (int look = 0; look < LOOKS; look++) {
      greatest = Math.max(greatest, processes().mapToDouble(this::secondsOf).sum());
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return greatest;
  }

  private static Stream<Path> processes() {
    if (!Files.isDirectory(PROC)) {
      return Stream.empty();
    }
    try (Stream<Path> all = Files.list(PROC)) {
      List<Path> processes =
          all.filter(path -> path.getFileName().toString().matches("[0-9]+"))
              .sorted(Comparator.naturalOrder())
              .toList();
      return processes.stream();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Of processes that have ended, the postmaster keeps the sum. */
  private double secondsOf(Path process) {
    try {
      String stat = Files.readString(process.resolve("stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      long pid = Long.parseLong(process.getFileName().toString());
      boolean server = pid == postmasterPid || Long.parseLong(fields[1]) == postmasterPid;
      if (!server && pid != ProcessHandle.current().pid()) {
        return 0;
      }
      double own = Double.parseDouble(fields[11]) + Double.parseDouble(fields[12]);
      double ended = Double.parseDouble(fields[13]) + Double.parseDouble(fields[14]);
      return (own + (pid == postmasterPid ? ended : 0)) / TICKS_PER_SECOND;
    } catch (NoSuchFileException ended) {
      return 0;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
