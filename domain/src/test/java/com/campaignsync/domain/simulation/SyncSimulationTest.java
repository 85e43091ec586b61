package com.campaignsync.domain.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.sync.RunOutcome.Kind;
import java.util.EnumSet;
import java.util.List;
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

  private final SimulationRuns runs = new SimulationRuns(SimulatedFakeStore::new);

  @Test
  @DisabledIfSystemProperty(named = "simulation.seed", matches = ".+")
  void whateverGoesWrong_theStoreEndsUpHoldingWhatTheSourceHolds() throws Exception {
    Tally all = runs.seeds(SEEDS);

    System.out.println(SEEDS + " seeds: " + all);
    assertEverythingHappened(all);
  }

  @Test
  @EnabledIfSystemProperty(named = "simulation.seed", matches = ".+")
  void oneSeed() {
    System.out.println(runs.aloud(Long.getLong("simulation.seed")));
  }

  @Test
  void aSeed_isTheSameStoryEveryTime() {
    List<String> first = runs.storyOf(7);

    assertEquals(first, runs.storyOf(7));
    assertTrue(first.size() > 100, "nothing happened");
  }

  /** A simulation in which nothing goes wrong proves nothing. */
  private static void assertEverythingHappened(Tally all) {
    assertTrue(all.isEventful(), all.toString());
    // Every job of the simulation exists, and whatever its store refuses passes another time.
    EnumSet<Kind> never = EnumSet.of(Kind.UNKNOWN_JOB, Kind.GIVEN_UP);
    for (Kind kind : EnumSet.complementOf(never)) {
      assertTrue(all.outcomes(kind) > 0, kind + " of " + all);
    }
    for (Kind kind : never) {
      assertTrue(all.outcomes(kind) == 0, kind + " of " + all);
    }
    for (String what :
        List.of(
            "death in a load",
            "freeze in a load",
            "guard",
            "unproven day",
            "verdict EQUAL",
            "verdict GUARDED",
            "verdict REJECTED")) {
      assertTrue(all.sightings(what) > 0, what + " of " + all);
    }
  }
}
