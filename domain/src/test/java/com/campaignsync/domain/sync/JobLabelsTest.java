package com.campaignsync.domain.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class JobLabelsTest {

  @Test
  void aTenantThatBigQueryAllows_standsAsItIs() {
    assertEquals("acme-42_eu", JobLabels.value("acme-42_eu"));
  }

  @Test
  void twoTenantsThatDifferInCaseOrSymbols_haveDifferentLabels() {
    assertNotEquals(JobLabels.value("acme"), JobLabels.value("Acme"));
    assertNotEquals(JobLabels.value("a.b"), JobLabels.value("a b"));
    assertNotEquals(JobLabels.value("A"), JobLabels.value("x-41"));
  }

  @Test
  void everyLabelIsOneBigQueryAllows() {
    for (String raw : new String[] {"Ünïcode", "a".repeat(64), "SHOUTING", "sp ace", "x-41"}) {
      assertTrue(JobLabels.value(raw).matches("[a-z0-9_-]{1,63}"), raw);
    }
  }
}
