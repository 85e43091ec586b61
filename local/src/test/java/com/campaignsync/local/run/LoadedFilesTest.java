package com.campaignsync.local.run;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.metric.Entity;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadedFilesTest {

  private static final Path FILE = Path.of("my campaigns=1.csv");

  @TempDir Path state;

  private boolean other(Entity entity, Path path, String content) {
    return LoadedFiles.in(state).hadOtherContent(entity, path, content);
  }

  @Test
  void aPathLoadedWithOtherContent_isKnownAfterARestart() {
    assertFalse(other(Entity.CAMPAIGN_METRICS, FILE, "csv:1"));
    LoadedFiles.in(state).note(Entity.CAMPAIGN_METRICS, FILE, "csv:1");

    assertFalse(other(Entity.CAMPAIGN_METRICS, FILE, "csv:1"));
    assertTrue(other(Entity.CAMPAIGN_METRICS, FILE, "csv:2"));
    assertTrue(other(Entity.CAMPAIGN_METRICS, Path.of("x").resolve("..").resolve(FILE), "csv:2"));
    assertFalse(other(Entity.ASSET_METRICS, FILE, "csv:2"), "another table");
    assertFalse(other(Entity.CAMPAIGN_METRICS, Path.of("other.csv"), "csv:2"));
  }
}
