package com.campaignsync.benchmarks.read;

import com.campaignsync.benchmarks.read.Rounds.Cost;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Medians, and ratios taken within each round. */
final class CostTable {

  private CostTable() {}

  /** Prints a row a reader; the first is what the others are compared with. */
  static void print(PrintStream out, Map<Reader, List<Cost>> costs) {
    out.printf("%-24s %12s %14s %10s %10s%n", "client", "rows/s", "CPU us/row", "speed", "CPU");
    List<Cost> base = costs.values().iterator().next();
    costs.forEach(
        (reader, own) ->
            out.printf(
                "%-24s %,12.0f %14.2f %9.2fx %9.2fx%n",
                reader.name(),
                median(own, Cost::rowsPerSecond),
                median(own, Cost::cpuMicrosPerRow),
                ratio(own, base, Cost::rowsPerSecond),
                ratio(own, base, Cost::cpuMicrosPerRow)));
  }

  private static double median(List<Cost> costs, ToDoubleFunction<Cost> figure) {
    return median(costs.stream().mapToDouble(figure).toArray());
  }

  private static double ratio(List<Cost> own, List<Cost> base, ToDoubleFunction<Cost> figure) {
    double[] ratios = new double[own.size()];
    for (int round = 0; round < ratios.length; round++) {
      ratios[round] = figure.applyAsDouble(own.get(round)) / figure.applyAsDouble(base.get(round));
    }
    return median(ratios);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    java.util.Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
