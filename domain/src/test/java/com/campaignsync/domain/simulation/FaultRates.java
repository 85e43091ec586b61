package com.campaignsync.domain.simulation;

import java.util.SplittableRandom;

/**
 * How often what goes wrong, per call of a port.
 *
 * @param death the process ends, before or after the call did its work
 * @param refusal the call fails without having done anything
 * @param lostAnswer the call does its work, but its caller is told that it failed
 * @param freeze the process stands still for longer than a lease lives, then goes on
 * @param hiccup something happens between two records of a read
 */
record FaultRates(double death, double refusal, double lostAnswer, double freeze, double hiccup) {

  static final FaultRates NONE = new FaultRates(0, 0, 0, 0, 0);

  /** One seed in eight is calm, so that what must hold exactly without faults is seen too. */
  static FaultRates of(SplittableRandom random) {
    if (random.nextInt(8) == 0) {
      return NONE;
    }
    double severity = 0.2 + 2 * random.nextDouble();
    return new FaultRates(
        0.004 * severity, 0.005 * severity, 0.006 * severity, 0.003 * severity, 0.03 * severity);
  }

  boolean isCalm() {
    return equals(NONE);
  }

  /** What becomes of one call. */
  enum Fate {
    PASSES,
    DIES_BEFORE,
    DIES_AFTER,
    REFUSED,
    ANSWER_LOST,
    FREEZES_BEFORE,
    FREEZES_AFTER
  }

  Fate next(SplittableRandom random) {
    double drawn = random.nextDouble();
    boolean before = random.nextBoolean();
    if (drawn < death) {
      return before ? Fate.DIES_BEFORE : Fate.DIES_AFTER;
    }
    if (drawn < death + refusal) {
      return Fate.REFUSED;
    }
    if (drawn < death + refusal + lostAnswer) {
      return Fate.ANSWER_LOST;
    }
    if (drawn < death + refusal + lostAnswer + freeze) {
      return before ? Fate.FREEZES_BEFORE : Fate.FREEZES_AFTER;
    }
    return Fate.PASSES;
  }
}
