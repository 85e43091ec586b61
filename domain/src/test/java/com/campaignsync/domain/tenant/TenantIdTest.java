package com.campaignsync.domain.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantIdTest {

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t", " a", "a "})
  void blankAndPaddedIds_areRefused(String value) {
    assertThrows(IllegalArgumentException.class, () -> new TenantId(value));
  }

  @Test
  void theLongestIdHas256Characters() {
    assertEquals("x".repeat(256), new TenantId("x".repeat(256)).value());
    assertThrows(IllegalArgumentException.class, () -> new TenantId("x".repeat(257)));
  }
}
