package com.campaignsync.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.cloud.NoCredentials;
import com.google.cloud.bigquery.BigQueryOptions;
import com.google.cloud.bigquery.QueryJobConfiguration;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody sees another tenant's data, and no ad account touches another's rows. */
class IsolationTest {

  private static final LocalDate FIRST_DAY = LocalDate.of(2026, 1, 1);
  private static final List<GeneratedSource> SOURCES =
      List.of(
          new GeneratedSource("acme-0a7f", "google_ads", 4, FIRST_DAY, 5, 1),
          new GeneratedSource("acme-0a7f", "meta", 4, FIRST_DAY, 5, 2),
          new GeneratedSource("rival-5c3e", "google_ads", 4, FIRST_DAY, 5, 3),
          new GeneratedSource("third-91bd", "google_ads", 4, FIRST_DAY, 5, 4));

  private static final String DAYS = "start_date=2026-01-01&end_date=2026-01-31";

  @TempDir static Path state;
  @TempDir static Path files;

  private static RunLocalProcess running;
  private static Sql sql;

  @BeforeAll
  static void start() throws Exception {
    Path csv =
        GeneratedSource.csv(
            files.resolve("campaigns.csv"), SOURCES.toArray(new GeneratedSource[0]));
    running =
        RunLocalProcess.start(
            state, RunLocalProcess.freeOffset(), "--csv", csv.toString(), "--no-sample");
    sql = Sql.open(running.jdbcUrl());
    Eventually.holds(
        "every tenant is synced",
        Duration.ofSeconds(60),
        () -> sql.number("SELECT count(*) FROM campaign_metrics") == 80);
  }

  @AfterAll
  static void stop() throws Exception {
    if (running != null) {
      sql.close();
      running.close();
    }
  }

  @Test
  void noAnswerToATenant_holdsAnythingOfAnother() throws Exception {
    List<String> tenants = new ArrayList<>();
    running.tokens().path("tenants").fieldNames().forEachRemaining(tenants::add);
    assertEquals(List.of("acme-0a7f", "rival-5c3e", "third-91bd"), tenants);
    for (String tenant : tenants) {
      String token = running.tokens().path("tenants").path(tenant).asText();
      for (String path : readable(tenant)) {
        RawHttp answer = RawHttp.get(running.api() + path, token);
        assertEquals(200, answer.status(), path + ": " + answer);
        assertNothingOfOthers(tenant, path, answer.text());
      }
    }
  }

  @Test
  void noAddressOfAnothersThing_answersATenant() throws Exception {
    for (String tenant : List.of("acme-0a7f", "rival-5c3e")) {
      String other = tenant.startsWith("acme") ? "rival-5c3e" : "acme-0a7f";
      String token = running.tokens().path("tenants").path(tenant).asText();
      for (String path : things(other)) {
        RawHttp answer = RawHttp.get(running.api() + path, token);
        assertEquals(404, answer.status(), path + ": " + answer);
        assertNothingOfOthers(tenant, path, answer.text());
      }
      RawHttp filtered =
          RawHttp.get(
              running.api()
                  + "/api/campaign-performance/metrics?group_by=campaign&campaign_space_ids="
                  + ids("campaign_spaces", other).get(0)
                  + "&"
                  + DAYS,
              token);
      assertEquals(0, filtered.json().path("metrics").size(), filtered.text());
    }
  }

  @Test
  void theSumsOfATenant_areItsOwnRowsAlone() throws Exception {
    for (GeneratedSource source : SOURCES) {
      String token = running.tokens().path("tenants").path(source.tenant()).asText();
      JsonNode answer =
          RawHttp.get(
                  running.api()
                      + "/api/campaign-performance/metrics?group_by=platform&platform="
                      + source.platform()
                      + "&"
                      + DAYS,
                  token)
              .json();
      long impressions = source.rows().mapToLong(GeneratedSource.Row::impressions).sum();
      assertEquals(impressions, answer.path("totals").path("impressions").asLong());
    }
  }

  @Test
  void twoAdAccountsOfOneTenantAndPlatform_doNotTouchEachOther() throws Exception {
    sql.execute("INSERT INTO tenants (id, name) VALUES ('twin', 'Twin')");
    String one = connection("account-1");
    String two = connection("account-2");
    // The same campaign ids in both accounts: only the account tells the rows apart.
    bigQuery(
        "INSERT INTO `campaign-sync-local.engarde_analytics.campaign_metrics`"
            + " (tenant_id, campaign_id, platform, account_id, metric_date, impressions, spend)"
            + " VALUES ('twin', '7', 'google_ads', 'account-1', '2026-02-01', 100, 1.25),"
            + " ('twin', '7', 'google_ads', 'account-2', '2026-02-01', 2000, 30.5),"
            + " ('twin', '8', 'google_ads', 'account-2', '2026-02-02', 50, 4.75)");
    String token = running.tokens().path("super_admin").asText();
    sync(token, one, "completed");
    sync(token, two, "completed");
    assertEquals(List.of("1", "100", "1.250000000", "1"), stored(one));
    assertEquals(List.of("2", "2050", "35.250000000", "2"), stored(two));
    String untouched = versions(one);

    bigQuery(
        "UPDATE `campaign-sync-local.engarde_analytics.campaign_metrics` SET impressions = 2001"
            + " WHERE tenant_id = 'twin' AND account_id = 'account-2' AND campaign_id = '7'");
    sync(token, two, "completed");
    // The day's partition moved for both; the other account is read and found unchanged.
    sync(token, one, "completed");

    assertEquals(List.of("2", "2051", "35.250000000", "2"), stored(two));
    assertEquals(List.of("1", "100", "1.250000000", "1"), stored(one));
    assertEquals(untouched, versions(one), "no row of the other account was rewritten");
    assertEquals(
        List.of(List.of(two, "1")),
        sql.rows(
            "SELECT connection_id, count(*) FROM metric_changes WHERE tenant_id = 'twin' GROUP BY 1"));
    StoreProof.assertRollups(sql);
    StoreProof.assertCampaignTotals(sql);
  }

  /** Rows, impressions, spend and rollups of one connection. */
  private static List<String> stored(String connection) throws Exception {
    return sql.rows(
            "SELECT count(*), sum(impressions), sum(spend), (SELECT count(*) FROM metrics_daily"
                + " WHERE connection_id = m.connection_id) FROM campaign_metrics m"
                + " WHERE connection_id = ?::uuid GROUP BY m.connection_id",
            connection)
        .get(0);
  }

  /** Changes with every write of a row, even one that changes nothing. */
  private static String versions(String connection) throws Exception {
    return sql.rows(
            "SELECT m.ctid, m.xmin, s.xmin, d.xmin FROM campaign_metrics m"
                + " JOIN campaign_spaces s ON s.id = m.campaign_space_id"
                + " JOIN metrics_daily d ON d.connection_id = m.connection_id"
                + " WHERE m.connection_id = ?::uuid",
            connection)
        .toString();
  }

  private static String connection(String account) throws Exception {
    return sql.value(
        "INSERT INTO connections (tenant_id, platform, account_id, name, lookback_days)"
            + " VALUES ('twin', 'google_ads', ?, ?, 3000) RETURNING id",
        account,
        account);
  }

  private static void sync(String token, String connection, String status) throws Exception {
    String tenant = "?tenant_id=twin";
    String path = running.api() + "/connections/" + connection + "/sync-now" + tenant;
    JsonNode asked = RawHttp.send("POST", path, token, "").json();
    String job = asked.path("job_id").asText();
    JsonNode ended =
        Eventually.get(
            "the job ends",
            Duration.ofSeconds(60),
            Duration.ZERO,
            () ->
                RawHttp.get(
                        running.api()
                            + "/api/campaign-performance/sync-jobs/"
                            + job
                            + tenant
                            + "&wait=10",
                        token)
                    .json()
                    .path("sync_job"),
            now -> !SyncCalls.UNDER_WAY.contains(now.path("status").asText()));
    assertEquals(status, ended.path("status").asText(), ended.toString());
  }

  private static void bigQuery(String statement) throws Exception {
    BigQueryOptions.newBuilder()
        .setHost(running.bigQuery())
        .setProjectId("campaign-sync-local")
        .setCredentials(NoCredentials.getInstance())
        .build()
        .getService()
        .query(QueryJobConfiguration.newBuilder(statement).setUseLegacySql(false).build());
  }

  /** Every GET that answers the tenant something. */
  private static List<String> readable(String tenant) throws Exception {
    List<String> paths = new ArrayList<>(things(tenant));
    paths.addAll(
        List.of(
            "/",
            "/health",
            "/api/campaign-sync/health",
            "/connections",
            "/api/campaign-performance/sync-status?limit=50"));
    for (String groups :
        List.of("date", "campaign", "platform", "currency", "date,campaign,platform,currency")) {
      paths.add("/api/campaign-performance/metrics?page_size=1000&group_by=" + groups + "&" + DAYS);
    }
    return paths;
  }

  /** The addresses of a tenant's own campaigns, connections and jobs. */
  private static List<String> things(String tenant) throws Exception {
    List<String> paths = new ArrayList<>();
    for (String id : ids("campaign_spaces", tenant)) {
      paths.add("/api/campaign-performance/metrics/" + id + "?" + DAYS);
    }
    for (String id : ids("connections", tenant)) {
      paths.add("/connections/" + id + "/sync-status");
    }
    for (String id : ids("sync_jobs", tenant)) {
      paths.add("/api/campaign-performance/sync-jobs/" + id);
    }
    assertTrue(paths.size() >= 6, paths.toString());
    return paths;
  }

  private static void assertNothingOfOthers(String tenant, String path, String text)
      throws Exception {
    List<String> others = new ArrayList<>();
    sql.rows("SELECT id FROM tenants WHERE id <> ?", tenant).forEach(row -> others.add(row.get(0)));
    for (String table : List.of("campaign_spaces", "connections", "sync_jobs")) {
      sql.rows("SELECT id FROM " + table + " WHERE tenant_id <> ?", tenant)
          .forEach(row -> others.add(row.get(0)));
    }
    for (String other : others) {
      // A problem may repeat the address that was asked for.
      assertFalse(text.contains(other) && !path.contains(other), path + " shows " + other);
    }
  }

  private static List<String> ids(String table, String tenant) throws Exception {
    return sql.rows("SELECT id FROM " + table + " WHERE tenant_id = ?", tenant).stream()
        .map(row -> row.get(0))
        .toList();
  }
}
