package com.campaignsync.endtoend.faults;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Faults against the real stack: nothing is lost, nothing comes twice. {@code -Dfaults=200} strikes
 * more of them, {@code -Dfaults.seed=7} repeats what chance decided, {@code
 * -Dfaults.kinds=DISK_FULL,POSTGRES_KILLED} strikes these alone.
 */
class RealFaultsTest {

  private static final int EACH_KIND_ONCE = FaultKind.values().length;

  /** Any: the same one in every build, so that a failure tells of the change and not of chance. */
  private static final long SEED = 52_050;

  @TempDir Path directory;

  @Test
  void whateverBreaks_theStoreHoldsTheSourceExactlyOnce() throws Exception {
    int faults = Integer.getInteger("faults", EACH_KIND_ONCE);
    long seed = Long.getLong("faults.seed", SEED);
    assumeTrue(faults > 0, "-Dfaults=0");
    System.out.printf("-Dfaults=%d -Dfaults.seed=%d%n", faults, seed);
    try (FaultRun run = new FaultRun(seed, directory)) {
      run.run(faults);
    }
  }
}
