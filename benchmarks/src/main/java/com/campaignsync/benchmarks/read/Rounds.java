package com.campaignsync.benchmarks.read;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lets the readers take turns and keeps what each cost. */
final class Rounds {

  /** One reading: wall clock, and CPU of the whole process, garbage collector included. */
  record Cost(long rows, long wallNanos, long cpuNanos) {

    double rowsPerSecond() {
      return rows * 1e9 / wallNanos;
    }

    double cpuMicrosPerRow() {
      return cpuNanos / 1e3 / rows;
    }
  }

  private final List<Reader> readers;
  private final Map<Reader, List<Cost>> costs = new LinkedHashMap<>();
  private final OperatingSystemMXBean process =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  Rounds(List<Reader> readers) {
    this.readers = readers;
    readers.forEach(reader -> costs.put(reader, new ArrayList<>()));
  }

  /**
   * Runs one round to warm up and then {@code rounds} that count.
   *
   * @throws IllegalStateException if two readers found different rows
   */
  Map<Reader, List<Cost>> run(int rounds) throws Exception {
    for (int round = 0; round <= rounds; round++) {
      Totals expected = Totals.NONE;
      for (Reader reader : readers) {
        Totals found = measured(reader, round > 0);
        if (reader.decodes() && !expected.equals(Totals.NONE) && !found.equals(expected)) {
          throw new IllegalStateException(
              "%s found %s, the reader before %s".formatted(reader.name(), found, expected));
        }
        expected = reader.decodes() ? found : expected;
      }
    }
    return costs;
  }

  private Totals measured(Reader reader, boolean counts) throws Exception {
    System.gc();
    long cpu = process.getProcessCpuTime();
    long start = System.nanoTime();
    Totals found = reader.read();
    long wall = System.nanoTime() - start;
    if (counts) {
      List<Cost> kept = costs.getOrDefault(reader, new ArrayList<>());
      kept.add(new Cost(found.rows(), wall, process.getProcessCpuTime() - cpu));
    }
    return found;
  }
}
