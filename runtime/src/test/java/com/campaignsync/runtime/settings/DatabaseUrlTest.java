package com.campaignsync.runtime.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DatabaseUrlTest {

  @Test
  void allThreeSchemes_areRead() {
    DatabaseUrl expected =
        new DatabaseUrl(
            "db.internal",
            6432,
            "campaign_sync",
            "app",
            Secret.of("s3cret"),
            Map.of("sslmode", "require"));
    for (String scheme : List.of("postgresql", "postgres", "r2dbc:postgresql")) {
      String url = scheme + "://app:s3cret@db.internal:6432/campaign_sync?sslmode=require";
      assertEquals(Optional.of(expected), DatabaseUrl.parse(url), url);
    }
  }

  @Test
  void passwordAndPort_areOptional() {
    DatabaseUrl url = DatabaseUrl.parse("postgres://app@db/x").orElseThrow();
    assertEquals(5432, url.port());
    assertEquals(Secret.of(""), url.password());
  }

  @Test
  void escapes_areDecodedAndPlusStays() {
    DatabaseUrl url = DatabaseUrl.parse("postgres://a%40b:p%2Fw+1@db/x").orElseThrow();
    assertEquals("a@b", url.user());
    assertEquals("p/w+1", url.password().reveal());
  }

  @Test
  void anythingElse_isRefused() {
    for (String url :
        List.of(
            "mysql://u:p@h/d",
            "postgres://",
            "postgres://h/d",
            "postgres://u:p@h",
            "postgres://u:p@h/",
            "postgres://:p@h/d",
            "postgres://u:p@h/d/e",
            "postgres://u:p@h/d?x",
            "postgres://u:p@h:port/d",
            "postgres://u:p%zz@h/d",
            "postgres://u ser:p@h/d")) {
      assertEquals(Optional.empty(), DatabaseUrl.parse(url), url);
    }
  }

  @Test
  void toString_hidesThePassword() {
    assertFalse(DatabaseUrl.parse("postgres://u:hunter2@h/d").toString().contains("hunter2"));
  }
}
