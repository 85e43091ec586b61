package com.campaignsync.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C during a sync. */
class StopTest {

  private static final GeneratedSource SOURCE =
      new GeneratedSource("acme", "google_ads", 200, LocalDate.of(2025, 3, 1), 20, 20_250_301);

  @TempDir Path state;
  @TempDir Path files;

  @Test
  void syncUnderWay_endsBeforeTheProcessAndNothingIsLoggedAsFailed() throws Exception {
    Path csv = GeneratedSource.csv(files.resolve("campaigns.csv"), SOURCE);
    try (RunLocalProcess running =
        RunLocalProcess.start(
            state, RunLocalProcess.freeOffset(), "--csv", csv.toString(), "--no-sample")) {
      try (Sql sql = Sql.open(running.jdbcUrl())) {
        Eventually.get(
            "the sync runs",
            Duration.ofSeconds(60),
            Duration.ofMillis(5),
            () -> sql.value("SELECT status FROM sync_jobs"),
            status -> status.equals("running"));
      }
      running.interrupt();
    }
    List<String> log = Files.readAllLines(state.resolve("run-local.log"));
    assertTrue(log.stream().anyMatch(line -> line.contains("SYNC_SUCCEEDED")), log::toString);
    assertEquals(
        List.of(), log.stream().filter(line -> line.contains("\"severity\":\"ERROR\"")).toList());
    assertEquals(List.of(), new Postmaster(state).running());
  }
}
