package com.campaignsync.adapters.postgres.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.simulation.SimulationRuns;
import com.campaignsync.domain.simulation.Tally;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Seeds of the simulation of the whole sync against a real Postgres. {@code -Dsimulation.seed=N}
 * replays exactly one and prints every call; {@code -Dsimulation.postgres.seeds=N} sets how many
 * run.
 */
class PostgresSimulationTest {

  private static final int SEEDS = Integer.getInteger("simulation.postgres.seeds", 200);

  private final ThreadLocal<ClockedDatabase> databases =
      ThreadLocal.withInitial(ClockedPostgres.shared()::newDatabase);

  private final SimulationRuns runs =
      new SimulationRuns(() -> new SimulatedPostgresStore(databases.get()));

  @Test
  @DisabledIfSystemProperty(named = "simulation.seed", matches = ".+")
  void whateverGoesWrong_postgresEndsUpHoldingWhatTheSourceHolds() throws Exception {
    Tally all = runs.seeds(SEEDS);

    System.out.println(SEEDS + " seeds over Postgres: " + all);
    assertTrue(all.isEventful(), all.toString());
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
  }
}
