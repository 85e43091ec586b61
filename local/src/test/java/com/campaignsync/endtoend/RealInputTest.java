package com.campaignsync.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.campaignsync.endtoend.Http.Answer;
import com.campaignsync.endtoend.RunLocalProcess.Ended;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.cloud.NoCredentials;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryOptions;
import com.google.cloud.bigquery.QueryJobConfiguration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Real ad reports: what goes in is what the API says, to the last decimal. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RealInputTest {

  private static final Path DATA = RunLocalProcess.HOME.resolve("../shared/data/tidy").normalize();
  private static final Path CSV = DATA.resolve("campaign_metrics.csv");
  private static final List<String> MEASURES =
      List.of("impressions", "clicks", "spend", "conversions", "revenue");

  @TempDir static Path state;

  private static Ended first;
  private static Ended second;
  private static RunLocalProcess running;

  @BeforeAll
  static void runTwiceAndServe() throws Exception {
    assumeTrue(Files.exists(CSV), "shared/data/tidy/campaign_metrics.csv is not at hand");
    int offset = RunLocalProcess.freeOffset();
    String[] arguments = {"--csv", CSV.toString(), "--no-sample", "--once", "--json"};
    first = RunLocalProcess.run(state, offset, arguments);
    second = RunLocalProcess.run(state, offset, arguments);
    running = RunLocalProcess.start(state, offset, "--csv", CSV.toString(), "--no-sample");
  }

  @AfterAll
  static void stop() throws Exception {
    if (running != null) {
      running.close();
    }
  }

  @Test
  @Order(1)
  void firstRun_storesEveryRowOfEveryConnection() throws Exception {
    assertEquals(0, first.exitCode(), first.terminal());
    JsonNode report = Http.JSON.readTree(first.output());
    assertEquals(0, report.path("unassigned_rows").asInt(-1));
    assertEquals(12, report.path("jobs").size());
    long inserted = 0;
    long billed = 0;
    for (JsonNode job : report.path("jobs")) {
      assertEquals("completed", job.path("status").asText(), job.toString());
      assertTrue(job.path("bytes_billed").asLong() > 0, job.toString());
      billed += job.path("bytes_billed").asLong();
      assertTrue(job.path("cost_usd").decimalValue().signum() > 0, job.toString());
      inserted += job.path("records_inserted").asLong();
    }
    assertEquals(328, inserted);
    // Connections that need the same days share a query: each has its part of whole MiB.
    assertEquals(0, billed % (1 << 20));
    assertTrue(billed >= 10 << 20, billed + " bytes");
  }

  @Test
  @Order(2)
  void secondRun_skipsEverything() throws Exception {
    assertEquals(0, second.exitCode(), second.terminal());
    for (JsonNode job : Http.JSON.readTree(second.output()).path("jobs")) {
      assertEquals("skipped", job.path("status").asText(), job.toString());
      assertEquals(0, job.path("bytes_billed").asLong(-1), job.toString());
      for (String counter : List.of("processed", "inserted", "updated", "deleted", "failed")) {
        assertEquals(0, job.path("records_" + counter).asLong(-1), job.toString());
      }
    }
  }

  @Test
  @Order(3)
  void theApi_givesTheExactSumsOfEveryKey() throws Exception {
    AnsweredKeys answered =
        new AnsweredKeys(List.of("tenant_id", "campaign_id", "platform", "metric_date"), MEASURES);
    var tenants = running.tokens().path("tenants").fields();
    while (tenants.hasNext()) {
      Map.Entry<String, JsonNode> tenant = tenants.next();
      // The API answers at most 731 days at once.
      for (int year = 2018; year <= 2026; year += 2) {
        answered.collect(
            running.api()
                + "/api/campaign-performance/metrics?group_by=date,campaign,platform&page_size=50"
                + "&start_date="
                + LocalDate.of(year, 1, 1)
                + "&end_date="
                + LocalDate.of(year + 1, 12, 31),
            tenant.getValue().asText(),
            row ->
                List.of(
                    tenant.getKey(),
                    row.path("campaign_id").asText(),
                    row.path("platform").asText(),
                    row.path("date").asText()));
      }
    }
    List<CSVRecord> expected =
        AnsweredKeys.records(DATA.resolve("campaign_metrics_daily_sums.csv"));

    assertEquals(328, expected.size());
    answered.assertAre(expected);
  }

  @Test
  @Order(4)
  void oneRestatedRow_isReadAloneWrittenAloneAndLogged() throws Exception {
    BigQuery bigQuery =
        BigQueryOptions.newBuilder()
            .setHost(running.bigQuery())
            .setProjectId("campaign-sync-local")
            .setCredentials(NoCredentials.getInstance())
            .build()
            .getService();
    QueryJobConfiguration update =
        QueryJobConfiguration.newBuilder(
                "UPDATE `campaign-sync-local.engarde_analytics.campaign_metrics`"
                    + " SET spend = spend + 0.01, clicks = NULL"
                    + " WHERE tenant_id = '1' AND campaign_id = '1' AND metric_date = '2021-09-15'")
            .setUseLegacySql(false)
            .build();
    assertEquals(1, bigQuery.query(update).getTotalRows(), "one row changed");

    JsonNode job = syncNow("1");

    assertEquals("completed", job.path("status").asText(), job.toString());
    assertEquals(1, job.path("metadata").path("days_read").asInt(), job.toString());
    assertEquals(1, job.path("records_updated").asInt(), job.toString());
    assertEquals(0, job.path("records_inserted").asInt(), job.toString());
    assertEquals(
        "222.12 → 222.13, 22 → null",
        change(
            "SELECT (old_values ->> 'spend')::numeric(38,2) || ' → ' ||"
                + " (new_values ->> 'spend')::numeric(38,2) || ', ' ||"
                + " (old_values ->> 'clicks') || ' → ' || coalesce(new_values ->> 'clicks', 'null')"
                + " FROM metric_changes"));
  }

  private static JsonNode syncNow(String tenant) throws Exception {
    String token = running.tokens().path("tenants").path(tenant).asText();
    JsonNode connection =
        Http.get(running.api() + "/connections", token).body().path("connections").path(0);
    Answer asked =
        Http.post(
            running.api() + "/connections/" + connection.path("id").asText() + "/sync-now",
            token,
            "");
    assertEquals(202, asked.status(), asked.toString());
    assertEquals("queued", asked.body().path("status").asText());
    String job =
        running.api()
            + "/api/campaign-performance/sync-jobs/"
            + asked.body().path("job_id").asText();
    for (int tries = 0; tries < 10; tries++) {
      JsonNode now = Http.get(job + "?wait=10", token).body().path("sync_job");
      if (!List.of("pending", "running", "retrying").contains(now.path("status").asText())) {
        return now;
      }
    }
    throw new AssertionError("the job did not end");
  }

  private static String change(String sql) throws Exception {
    try (Connection connection = DriverManager.getConnection(running.jdbcUrl());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertTrue(rows.next(), "no change was logged");
      String only = rows.getString(1);
      assertTrue(!rows.next(), "more than one change was logged");
      return only;
    }
  }
}
