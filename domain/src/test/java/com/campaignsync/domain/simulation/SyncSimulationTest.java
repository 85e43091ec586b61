package com.campaignsync.domain.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.sync.RunOutcome.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Thousands of seeds of {@link SyncSimulation} against the store in memory. {@code
 * -Dsimulation.seed=N} replays exactly one and prints every call; {@code -Dsimulation.seeds=N} sets
 * how many run.
 */
class SyncSimulationTest {

  private static final int SEEDS = Integer.getInteger("simulation.seeds", 2_000);

  /** As many as the smallest machine that builds this has. */
  private static final int THREADS = 2;

  @Test
  @DisabledIfSystemProperty(named = "simulation.seed", matches = ".+")
  void whateverGoesWrong_theStoreEndsUpHoldingWhatTheSourceHolds() throws Exception {
    Tally all = new Tally();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Tally>> runs = new ArrayList<>();
      for (long seed = 1; seed <= SEEDS; seed++) {
        long number = seed;
        runs.add(threads.submit(() -> simulation(number, false).run()));
      }
      for (Future<Tally> run : runs) {
        all.add(tallyOf(run));
      }
    } finally {
      threads.shutdownNow();
    }
    System.out.println(SEEDS + " seeds: " + all);
    assertEverythingHappened(all);
  }

  @Test
  @EnabledIfSystemProperty(named = "simulation.seed", matches = ".+")
  void oneSeed() {
    System.out.println(simulation(Long.getLong("simulation.seed"), true).run());
  }

  @Test
  void aSeed_isTheSameStoryEveryTime() {
    List<String> first = storyOf(7);

    assertEquals(first, storyOf(7));
    assertTrue(first.size() > 100, "nothing happened");
  }

  private static List<String> storyOf(long seed) {
    List<String> story = new ArrayList<>();
    new SyncSimulation(seed, new SimulatedFakeStore(), line -> story.add(line.get())).run();
    return story;
  }

  private static SyncSimulation simulation(long seed, boolean aloud) {
    return new SyncSimulation(
        seed,
        new SimulatedFakeStore(),
        aloud ? line -> System.out.println(line.get()) : line -> {});
  }

  private static Tally tallyOf(Future<Tally> run) throws InterruptedException {
    try {
      return run.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AssertionError failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** A simulation in which nothing goes wrong proves nothing. */
  private static void assertEverythingHappened(Tally all) {
    assertTrue(all.deaths > 0 && all.freezes > 0 && all.duplicates > 0, all.toString());
    for (Kind kind : Kind.values()) {
      assertTrue(kind == Kind.UNKNOWN_JOB || all.outcomes(kind) > 0, kind + " of " + all);
    }
    for (String what :
        List.of("guard", "unproven day", "verdict EQUAL", "verdict GUARDED", "verdict REJECTED")) {
      assertTrue(all.sightings(what) > 0, what + " of " + all);
    }
  }
}
