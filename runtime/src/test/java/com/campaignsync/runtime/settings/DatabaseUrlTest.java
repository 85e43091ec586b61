package com.campaignsync.runtime.settings;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class DatabaseUrlTest {

  @Test
  void allThreeSchemes_fit() {
    for (String url :
        List.of(
            "postgresql://app:s3cret@db.internal:6432/campaign_sync?sslmode=require",
            "postgres://app@db/x",
            "r2dbc:postgresql://a%40b:p%2Fw+1@[::1]:5432/x")) {
      assertTrue(DatabaseUrl.fits(url), url);
    }
  }

  @Test
  void anythingElse_doesNot() {
    for (String url :
        List.of(
            "mysql://u:p@h/d",
            "postgres://",
            "postgres://h/d",
            "postgres://u:p@h",
            "postgres://u:p@h/",
            "postgres://:p@h/d",
            "postgres://u:p@h/d/e",
            "postgres://u:p@h:port/d",
            "postgres://u:p%zz@h/d",
            "postgres://u ser:p@h/d")) {
      assertFalse(DatabaseUrl.fits(url), url);
    }
  }
}
