package com.campaignsync.adapters.postgres.sync;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another thread or process is about to do. */
final class Poll {

  private static final long PATIENCE_NANOS = 20_000_000_000L;
  private static final long STEP_NANOS = 10_000_000L;

  private Poll() {}

  static void until(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("waited in vain until " + what);
      }
      LockSupport.parkNanos(STEP_NANOS);
    }
  }
}
