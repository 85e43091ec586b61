package com.campaignsync.endtoend.faults;

import com.campaignsync.endtoend.Sql;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Rounds of faults. In each the source changes, syncs are asked for, one to three faults strike
 * amid them, everything comes to rest, and the store is compared with the source.
 */
final class FaultRun implements AutoCloseable {

  private static final int FAULTS_A_ROUND_MAX = RestatedSource.SHARES;

  /** Says at length of each broken line that it is broken. */
  private static final Logger LINES = Logger.getLogger("org.netcrusher");

  private final long seed;
  private final SplittableRandom random;
  private final RealStack stack;
  private final Jobs jobs;
  private final RestatedSource source;
  private final List<FaultKind> possible;
  private final List<String> struck = new ArrayList<>();
  private final AtomicInteger amid = new AtomicInteger();
  private final Map<FaultKind, Integer> inWork = new EnumMap<>(FaultKind.class);
  private final Map<FaultKind, List<Long>> restMillis = new EnumMap<>(FaultKind.class);

  FaultRun(long seed, Path directory) throws Exception {
    LINES.setLevel(Level.OFF);
    this.seed = seed;
    this.random = new SplittableRandom(seed);
    this.stack = new RealStack(directory);
    this.jobs = new Jobs(stack);
    this.source = new RestatedSource(stack.bigQuery);
    this.possible = FaultKind.possible(stack.disk.isReal());
    if (!stack.disk.isReal()) {
      System.out.println("skipped: DISK_FULL, for no disk can be mounted here");
    }
    jobs.createAccounts();
  }

  /** The first sync, then every kind in turn, in a new order each time, until so many struck. */
  void run(int faults) throws Exception {
    try {
      jobs.awaitQuiet();
      check();
      List<FaultKind> waiting = new ArrayList<>();
      for (int round = 1; struck.size() < faults; round++) {
        List<FaultKind> kinds = new ArrayList<>();
        int wanted = Math.min(1 + random.nextInt(FAULTS_A_ROUND_MAX), faults - struck.size());
        while (kinds.size() < wanted) {
          if (waiting.isEmpty()) {
            waiting.addAll(possible);
            Collections.shuffle(waiting, new Random(random.nextLong()));
          }
          kinds.add(waiting.remove(waiting.size() - 1));
        }
        round(round, kinds);
      }
      report();
    } catch (Exception | AssertionError failed) {
      throw new AssertionError(
          "-Dfaults.seed=%d after %s%nfirst instance: %s%nsecond instance: %s"
              .formatted(seed, struck, stack.first.complaints(), stack.second.complaints()),
          failed);
    }
  }

  private void round(int round, List<FaultKind> kinds) throws Exception {
    if (random.nextInt(6) == 0) {
      source.insert(1);
    }
    Scene scene = new Scene(stack, jobs, random, amid);
    long over = jobs.over();
    for (int share = 0; share < kinds.size(); share++) {
      FaultKind kind = kinds.get(share);
      struck.add(round + " " + kind);
      if (kind == FaultKind.BIGQUERY_JOB_NEVER_ENDS) {
        BigQueryFaults.beginNeverEnding(scene);
      }
      boolean large = kind.needsStorageRead() || random.nextInt(3) == 0;
      int days = large ? RestatedSource.DAYS : random.nextInt(3, 15);
      source.restate(struck.size(), share, random, days);
      int before = amid.get();
      kind.strike(scene);
      if (amid.get() > before) {
        inWork.merge(kind, 1, Integer::sum);
      }
    }
    long healed = System.nanoTime();
    jobs.awaitAllOver();
    long restMs = Duration.ofNanos(System.nanoTime() - healed).toMillis();
    kinds.forEach(kind -> restMillis.computeIfAbsent(kind, k -> new ArrayList<>()).add(restMs));
    jobs.awaitQuiet();
    if (jobs.over() < over) {
      throw new AssertionError("jobs that were over before are not any more");
    }
    check();
    System.out.printf("round %d: %s, at rest after %d ms%n", round, kinds, restMs);
  }

  private void check() throws Exception {
    try (Sql sql = stack.sql()) {
      new StoreCheck(sql, source).assertHolds();
    }
    source.allIsStored();
    List<String> expected = source.sumsExpected();
    if (!source.sumsInBigQuery().equals(expected)) {
      throw new AssertionError("the test expects what BigQuery does not hold: " + expected);
    }
  }

  private void report() throws Exception {
    System.out.printf("seed %d: %d faults%n", seed, struck.size());
    for (FaultKind kind : possible) {
      List<Long> rests = restMillis.getOrDefault(kind, List.of());
      System.out.printf(
          "%-34s %3d times, %3d amid work, at rest after %5d ms at the median, %5d ms at most%n",
          kind,
          rests.size(),
          inWork.getOrDefault(kind, 0),
          rests.isEmpty() ? 0 : rests.stream().sorted().toList().get(rests.size() / 2),
          rests.stream().mapToLong(ms -> ms).max().orElse(0));
    }
    try (Sql sql = stack.sql()) {
      sql.rows(
              "SELECT status, coalesce(error_code, '-'), count(*), sum(retry_count) FROM sync_jobs"
                  + " GROUP BY 1, 2 ORDER BY 1, 2")
          .forEach(row -> System.out.println("jobs " + row));
    }
  }

  @Override
  public void close() throws Exception {
    stack.close();
  }
}
