package com.campaignsync.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.local.postgres.RestartedPostgres;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Postgres dies in the middle of a load and comes back: nothing is lost, nothing comes twice. */
class DatabaseKilledTest {

  private static final GeneratedSource SOURCE =
      new GeneratedSource("acme", "google_ads", 2_000, LocalDate.of(2025, 1, 10), 100, 20_250_110);

  @TempDir Path state;
  @TempDir Path files;

  @Test
  void killedInMidLoad_theSyncEndsByItselfWithEveryRowOnce() throws Exception {
    Path csv = GeneratedSource.csv(files.resolve("campaigns.csv"), SOURCE);
    int offset = RunLocalProcess.freeOffset();
    try (RunLocalProcess running =
        RunLocalProcess.start(state, offset, "--csv", csv.toString(), "--no-sample")) {
      Postmaster postgres = new Postmaster(state);
      long first = postgres.pid();
      LoadUnderWay.await(running.jdbcUrl(), SOURCE.rowCount());
      postgres.killAll();
      RestartedPostgres.start(state, 54329 + offset);

      assertTrue(postgres.pid() != first, "it is another server");
      assertSomeLoadedNotAll(running);
      JsonNode job = awaitEnd(running);
      assertEquals("completed", job.path("status").asText(), job.toString());
      try (Sql sql = Sql.open(running.jdbcUrl())) {
        StoreProof.assertHolds(sql, SOURCE);
        assertEquals(SOURCE.rowCount(), sql.number("SELECT sum(records_inserted) FROM sync_jobs"));
        assertEquals(0, sql.number("SELECT sum(records_updated) FROM sync_jobs"));
        assertEquals(0, sql.number("SELECT count(*) FROM metric_changes"));
      }
      assertSecondIsSkipped(running, job);
    }
    assertEquals(List.of(), new Postmaster(state).running());
  }

  /** What was committed before the kill is there after it; the rest had not been. */
  private static void assertSomeLoadedNotAll(RunLocalProcess running) throws SQLException {
    try (Sql sql = Sql.open(running.jdbcUrl())) {
      long rows = sql.number("SELECT count(*) FROM campaign_metrics");
      assertTrue(rows > 0 && rows < SOURCE.rowCount(), rows + " rows survived the kill");
      assertEquals(rows, sql.number("SELECT sum(row_count) FROM source_partitions"));
      assertEquals(rows, sql.number("SELECT sum(records_inserted) FROM sync_jobs"));
    }
  }

  private static JsonNode awaitEnd(RunLocalProcess running) throws Exception {
    String job;
    try (Sql sql = Sql.open(running.jdbcUrl())) {
      job = sql.value("SELECT id FROM sync_jobs WHERE triggered_by = 'system'");
    }
    long started = System.nanoTime();
    JsonNode ended = SyncCalls.await(running.api(), token(running), job);
    System.out.printf(
        "after the restart of Postgres the sync ended within %d ms%n",
        Duration.ofNanos(System.nanoTime() - started).toMillis());
    return ended;
  }

  private static void assertSecondIsSkipped(RunLocalProcess running, JsonNode job)
      throws Exception {
    JsonNode second =
        SyncCalls.syncNow(running.api(), token(running), job.path("connection_id").asText());
    assertEquals("skipped", second.path("status").asText(), second.toString());
    assertEquals(0, second.path("bytes_billed").asLong(-1), second.toString());
  }

  private static String token(RunLocalProcess running) throws Exception {
    return running.tokens().path("tenants").path(SOURCE.tenant()).asText();
  }
}
