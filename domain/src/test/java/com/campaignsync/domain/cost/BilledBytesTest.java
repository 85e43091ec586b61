package com.campaignsync.domain.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class BilledBytesTest {

  private static final long MIB = 1L << 20;

  @Test
  void nothingProcessed_billsNothing() {
    assertEquals(0, BilledBytes.of(0, 1));
  }

  @Test
  void aLittle_billsTenMebibytesATable() {
    assertEquals(10 * MIB, BilledBytes.of(1, 1));
    assertEquals(20 * MIB, BilledBytes.of(10 * MIB, 2));
  }

  @Test
  void more_isRoundedUpToMebibytes() {
    assertEquals(12 * MIB, BilledBytes.of(11 * MIB + 1, 1));
    assertEquals(11 * MIB, BilledBytes.of(11 * MIB, 1));
  }
}
