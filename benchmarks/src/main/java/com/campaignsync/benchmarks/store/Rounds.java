package com.campaignsync.benchmarks.store;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets the product and its rivals load the same rows in turn, and prints medians. The machine's
 * speed drifts, so only ratios within one round count.
 */
final class Rounds {

  private final Store store;
  private final ProductStore product;
  private final List<Contender> rivals;
  private final Map<String, List<Double>> seconds = new HashMap<>();
  private long peakHeapBytes;

  Rounds(Store store, ProductStore product, List<Contender> rivals) {
    this.store = store;
    this.product = product;
    this.rivals = rivals;
  }

  void run(Shape shape, int rounds) throws Exception {
    List<Contender> order = new ArrayList<>(rivals);
    order.add(0, product);
    for (int round = 0; round < rounds; round++) {
      for (Contender contender : order) {
        loads(contender, shape);
      }
      Collections.rotate(order, 1);
    }
    print(shape);
  }

  private void loads(Contender contender, Shape shape) throws Exception {
    store.reset(shape);
    for (Phase phase : Phase.values()) {
      contender.prepare(shape, phase);
      heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
      long start = System.nanoTime();
      contender.load(shape, phase);
      double taken = (System.nanoTime() - start) / 1e9;
      if (contender == product) {
        peakHeapBytes = Math.max(peakHeapBytes, peakHeap());
      }
      timesOf(contender, phase).add(taken);
      System.err.printf("%s, %s, %s: %.2f s%n", shape.name(), contender.name(), phase, taken);
    }
  }

  private List<Double> timesOf(Contender contender, Phase phase) {
    return seconds.computeIfAbsent(contender.name() + phase, key -> new ArrayList<>());
  }

  /** The sum of the pools' peaks: no less than the heap ever held. */
  private static long peakHeap() {
    return heapPools().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
  }

  private static List<MemoryPoolMXBean> heapPools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .toList();
  }

  private void print(Shape shape) {
    System.out.printf("%n%s: %,d rows%n%n", shape.name(), shape.rows());
    System.out.println("| load | product rows/s | " + titles() + " |");
    System.out.println("|---|--:|" + "--:|".repeat(rivals.size()));
    for (Phase phase : Phase.values()) {
      StringBuilder line = new StringBuilder("| " + phase.title());
      line.append(" | %,.0f".formatted(shape.rows() / median(timesOf(product, phase))));
      for (Contender rival : rivals) {
        line.append(" | %.2f".formatted(median(ratios(rival, phase))));
      }
      System.out.println(line + " |");
    }
    System.out.printf("%npeak heap of the product's loads: %d MiB%n", peakHeapBytes >> 20);
  }

  private String titles() {
    return String.join(" | ", rivals.stream().map(rival -> "speed to " + rival.name()).toList());
  }

  /** How many times faster the product was, round by round. */
  private List<Double> ratios(Contender rival, Phase phase) {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < timesOf(rival, phase).size(); round++) {
      ratios.add(timesOf(rival, phase).get(round) / timesOf(product, phase).get(round));
    }
    return ratios;
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
