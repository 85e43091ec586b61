package com.campaignsync.benchmarks.store;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Lets the product and its rivals load the same rows in turn, and prints medians. The machine's
 * speed drifts, so only ratios within one round count.
 */
final class Rounds {

  /** What one load took: seconds on the wall, and CPU seconds of server and client. */
  private record Cost(double wall, double cpu) {
    @Override
    public String toString() {
      return "%.2f s, CPU %.2f s".formatted(wall, cpu);
    }
  }

  private final Store store;
  private final ProductStore product;
  private final List<Contender> rivals;
  private final Map<String, List<Cost>> costs = new HashMap<>();
  private long peakHeapBytes;

  Rounds(Store store, ProductStore product, List<Contender> rivals) {
    this.store = store;
    this.product = product;
    this.rivals = rivals;
  }

  /** Lets everybody's code be compiled before it counts. */
  void warmUp(Shape shape) throws Exception {
    run(shape, 1, false);
  }

  void run(Shape shape, int rounds) throws Exception {
    run(shape, rounds, true);
    print(shape);
  }

  private void run(Shape shape, int rounds, boolean counts) throws Exception {
    List<Contender> order = new ArrayList<>(rivals);
    order.add(0, product);
    for (int round = 0; round < rounds; round++) {
      for (Contender contender : order) {
        loads(contender, shape, counts);
      }
      Collections.rotate(order, 1);
    }
  }

  private void loads(Contender contender, Shape shape, boolean counts) throws Exception {
    store.reset(shape);
    for (Phase phase : Phase.values()) {
      contender.prepare(shape, phase);
      heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
      Cost cost = measure(contender, shape, phase);
      if (counts) {
        costsOf(contender, phase).add(cost);
        peakHeapBytes = Math.max(peakHeapBytes, contender == product ? peakHeap() : 0);
        System.err.printf("%s, %s, %s: %s%n", shape.name(), contender.name(), phase.title(), cost);
      }
    }
  }

  private Cost measure(Contender contender, Shape shape, Phase phase) throws Exception {
    double cpu = store.cpu().seconds();
    long start = System.nanoTime();
    contender.load(shape, phase);
    double wall = (System.nanoTime() - start) / 1e9;
    return new Cost(wall, store.cpu().seconds() - cpu);
  }

  private List<Cost> costsOf(Contender contender, Phase phase) {
    return costs.computeIfAbsent(contender.name() + phase, key -> new ArrayList<>());
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
    System.out.println("| load | rows/s | CPU µs/row | " + titles() + " |");
    System.out.println("|---|--:|--:|" + "--:|--:|".repeat(rivals.size()));
    for (Phase phase : Phase.values()) {
      System.out.println(line(shape, phase));
    }
    System.out.printf("%npeak heap of the product's loads: %d MiB%n", peakHeapBytes >> 20);
  }

  private String titles() {
    return String.join(
        " | ",
        rivals.stream()
            .map(rival -> "speed to %1$s | CPU to %1$s".formatted(rival.name()))
            .toList());
  }

  private String line(Shape shape, Phase phase) {
    List<Cost> own = costsOf(product, phase);
    StringBuilder line = new StringBuilder("| " + phase.title());
    line.append(" | %,.0f".formatted(shape.rows() / median(own.stream().map(Cost::wall))));
    line.append(" | %.2f".formatted(1e6 * median(own.stream().map(Cost::cpu)) / shape.rows()));
    for (Contender rival : rivals) {
      line.append(" | %.2f".formatted(median(ratios(rival, phase, Cost::wall))));
      line.append(" | %.2f".formatted(median(ratios(rival, phase, Cost::cpu))));
    }
    return line + " |";
  }

  /** The rival's cost to the product's, round by round: above 1 the product is better. */
  private Stream<Double> ratios(Contender rival, Phase phase, Function<Cost, Double> cost) {
    List<Cost> theirs = costsOf(rival, phase);
    List<Cost> own = costsOf(product, phase);
    return IntStream.range(0, own.size())
        .mapToObj(round -> cost.apply(theirs.get(round)) / cost.apply(own.get(round)));
  }

  private static double median(Stream<Double> values) {
    List<Double> sorted = values.sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
