package com.campaignsync.adapters.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

  @ParameterizedTest
  @ValueSource(strings = {"postgresql", "postgres", "r2dbc:postgresql", "r2dbc:postgres"})
  void parse_readsEveryScheme(String scheme) {
    assertEquals(
        new DatabaseUrl("db", 5433, "sync", "u", "p@ss+w/:d", Map.of("sslmode", "require")),
        DatabaseUrl.parse(scheme + "://u:p%40ss+w%2F:d@db:5433/sync?sslmode=require"));
  }

  @Test
  void parse_takesTheUsualPortAndNoPassword() {
    assertEquals(
        new DatabaseUrl("db", 5432, "sync", "u", "", Map.of()),
        DatabaseUrl.parse("postgresql://u@db/sync"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "mysql://u:geheim@db/x",
        "postgresql://db/x",
        "postgresql://u:geheim@db",
        "postgresql://u:ge heim@db/x",
        "postgresql://u:geheim%zz@db/x",
        "jdbc:postgresql://u:geheim@db/x"
      })
  void parse_refusesOthersWithoutRepeatingThem(String url) {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> DatabaseUrl.parse(url));
    assertFalse(error.toString().contains("heim"));
    assertNull(error.getCause());
  }

  @Test
  void toString_hidesThePassword() {
    assertEquals(
        "postgresql://u@db:5432/sync",
        DatabaseUrl.parse("postgresql://u:geheim@db/sync").toString());
  }
}
