package com.campaignsync.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.campaignsync.endtoend.RunLocalProcess.Ended;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real reports of ads: what goes in is what the API says per asset, to the last decimal. */
class RealAssetsTest {

  private static final Path DATA = RunLocalProcess.HOME.resolve("../shared/data/tidy").normalize();
  private static final Path CSV = DATA.resolve("asset_metrics.csv");
  private static final List<String> MEASURES =
      List.of("impressions", "clicks", "engagements", "spend", "conversions", "revenue");

  /** The keys of the file of sums that have a tenant and a campaign. */
  private static final int KEYS = 177;

  @TempDir static Path state;

  private static Ended synced;
  private static RunLocalProcess running;

  @BeforeAll
  static void runAndServe() throws Exception {
    assumeTrue(Files.exists(CSV), "shared/data/tidy/asset_metrics.csv is not at hand");
    int offset = RunLocalProcess.freeOffset();
    synced =
        RunLocalProcess.run(
            state, offset, "--asset-csv", CSV.toString(), "--no-sample", "--once", "--json");
    running = RunLocalProcess.start(state, offset, "--asset-csv", CSV.toString(), "--no-sample");
  }

  @AfterAll
  static void stop() throws Exception {
    if (running != null) {
      running.close();
    }
  }

  @Test
  void everyRow_isStoredRejectedOrNamedAsUnassigned() throws Exception {
    JsonNode report = Http.JSON.readTree(synced.output());
    assertEquals(104, report.path("unassigned_rows").asInt(-1), synced.terminal());
    long inserted = 0;
    for (JsonNode job : report.path("jobs")) {
      inserted += job.path("records_inserted").asLong();
    }
    assertEquals(KEYS, inserted, report.toString());
  }

  @Test
  void theApi_givesTheExactSumsOfEveryKey() throws Exception {
    AnsweredKeys answered = answered();
    List<CSVRecord> expected = new ArrayList<>();
    for (CSVRecord key : AnsweredKeys.records(DATA.resolve("asset_metrics_daily_sums.csv"))) {
      if (!key.get("tenant_id").isEmpty() && !key.get("campaign_id").isEmpty()) {
        expected.add(key);
      }
    }

    assertEquals(KEYS, expected.size());
    answered.assertAre(expected);
  }

  @Test
  void rowsWithoutCampaign_areRejectsThatTheApiShows() throws Exception {
    long rejects = 0;
    for (Map.Entry<String, String> tenant : tenants().entrySet()) {
      JsonNode body =
          Http.get(running.api() + "/api/campaign-performance/rejects", tenant.getValue()).body();
      rejects += body.path("total_records").asLong();
      for (JsonNode row : body.path("rejects")) {
        assertEquals("NO_CAMPAIGN", row.path("reason").asText(), row.toString());
        assertEquals("asset_metrics", row.path("entity").asText(), row.toString());
        assertTrue(!row.path("raw_row").isEmpty(), row.toString());
      }
    }
    assertEquals(2, rejects);
  }

  private static Map<String, String> tenants() throws Exception {
    Map<String, String> tokens = new HashMap<>();
    running
        .tokens()
        .path("tenants")
        .fields()
        .forEachRemaining(tenant -> tokens.put(tenant.getKey(), tenant.getValue().asText()));
    return tokens;
  }

  private static AnsweredKeys answered() throws Exception {
    AnsweredKeys answered =
        new AnsweredKeys(
            List.of("tenant_id", "campaign_id", "asset_id", "platform", "metric_date"), MEASURES);
    for (Map.Entry<String, String> tenant : tenants().entrySet()) {
      for (Campaign campaign : campaigns(tenant.getKey())) {
        // The API answers at most 731 days at once.
        for (int year = 2017; year <= 2023; year += 2) {
          answered.collect(url(campaign, year), tenant.getValue(), row -> key(campaign, row));
        }
      }
    }
    return answered;
  }

  private static String url(Campaign campaign, int year) {
    return running.api()
        + "/api/campaign-performance/assets/"
        + campaign.spaceId()
        + "?page_size=7&start_date="
        + LocalDate.of(year, 1, 1)
        + "&end_date="
        + LocalDate.of(year + 1, 12, 31);
  }

  private static List<String> key(Campaign campaign, JsonNode row) {
    return List.of(
        campaign.tenant(),
        campaign.campaignId(),
        row.path("asset_id").asText(),
        campaign.platform(),
        row.path("date").asText());
  }

  /** A campaign as the store knows it. */
  private record Campaign(String spaceId, String tenant, String campaignId, String platform) {}

  /** Assets of campaigns without rows of their own: only the store knows them all. */
  private static List<Campaign> campaigns(String tenant) throws Exception {
    List<Campaign> campaigns = new ArrayList<>();
    try (var connection = DriverManager.getConnection(running.jdbcUrl());
        var statement =
            connection.prepareStatement(
                "SELECT id, campaign_id, platform FROM campaign_spaces WHERE tenant_id = ?")) {
      statement.setString(1, tenant);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          campaigns.add(
              new Campaign(rows.getString(1), tenant, rows.getString(2), rows.getString(3)));
        }
      }
    }
    return campaigns;
  }
}
