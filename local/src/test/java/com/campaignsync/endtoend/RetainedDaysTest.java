package com.campaignsync.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Days that cleanup drops are brought back by nobody, on the whole stack. */
class RetainedDaysTest {

  private static final LocalDate TODAY = LocalDate.now(ZoneOffset.ofHours(-12));
  private static final LocalDate FIRST_KEPT = TODAY.minusDays(90).withDayOfMonth(1);

  private static final GeneratedSource SOURCE =
      new GeneratedSource("acme", "google_ads", 1, TODAY.minusDays(399), 400, 20_261_122);

  @Test
  void noSync_reachesBehindTheFirstDayKept(@TempDir Path state, @TempDir Path files)
      throws Exception {
    Path csv = GeneratedSource.csv(files.resolve("campaigns.csv"), SOURCE);
    try (RunLocalProcess running =
            RunLocalProcess.startWith(
                Map.of("CAMPAIGN_SYNC_RETENTION_DAYS", "90"),
                state,
                RunLocalProcess.freeOffset(),
                "--csv",
                csv.toString(),
                "--no-sample");
        Sql sql = Sql.open(running.jdbcUrl())) {
      sql.execute("UPDATE connections SET next_run_at = NULL, lookback_days = 365");
      String connection = sql.value("SELECT id FROM connections");
      String token = running.tokens().at("/tenants/acme").asText();
      SyncCalls.await(running.api(), token, sql.value("SELECT id FROM sync_jobs"));
      assertEquals(FIRST_KEPT.toString(), firstStored(sql), "the first sync");

      SyncCalls.syncNow(running.api(), token, connection);
      assertEquals(FIRST_KEPT.toString(), firstStored(sql), "with a year's lookback");

      LocalDate dropped = FIRST_KEPT.minusDays(1);
      Http.Answer refused =
          Http.post(
              running.api() + "/api/campaign-performance/sync",
              token,
              "{\"start_date\":\"" + dropped + "\"}");
      assertEquals("RETENTION", refused.body().path("reason").asText(), refused.toString());
      assertEquals(422, refused.status());

      String backfill =
          "{\"kind\":\"backfill\",\"connection_id\":\"%s\",\"start_date\":\"%s\",\"end_date\":\"%s\"}";
      for (LocalDate first : List.of(dropped, FIRST_KEPT)) {
        assertEquals(
            204,
            Http.push(
                running.maintenanceFunction(),
                "from " + first,
                backfill.formatted(connection, first, FIRST_KEPT)));
      }
      assertEquals(
          List.of(List.of("from " + dropped, "RETENTION")),
          sql.rows("SELECT message_id, split_part(reason, ':', 1) FROM dead_letters"));
    }
  }

  private static String firstStored(Sql sql) throws Exception {
    return sql.value("SELECT min(metric_date) FROM campaign_metrics");
  }
}
