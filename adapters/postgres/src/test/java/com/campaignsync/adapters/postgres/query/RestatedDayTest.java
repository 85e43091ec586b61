package com.campaignsync.adapters.postgres.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.campaignsync.adapters.postgres.ConnectionPools;
import com.campaignsync.adapters.postgres.Database;
import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.adapters.postgres.TestPostgres;
import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.query.ChangeReader;
import com.campaignsync.domain.query.ChangeReader.Change;
import com.campaignsync.domain.query.Grouping;
import com.campaignsync.domain.query.MetricsFilter;
import com.campaignsync.domain.query.MetricsQuery;
import com.campaignsync.domain.query.MetricsReader;
import com.campaignsync.domain.query.MetricsReport;
import com.campaignsync.domain.query.MetricsShape;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.pool.ConnectionPool;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A day of many campaigns, all restated twice, of which the planner knows nothing: statistics come
 * a minute later. The server ends a statement after the 15 s that it has in production.
 */
class RestatedDayTest {

  private static final int CAMPAIGNS = 20_000;
  private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(15);
  private static final TenantId TENANT = new TenantId("t1");
  private static final LocalDate DAY = LocalDate.of(2026, 3, 28);
  private static final DayWindow DAYS = new DayWindow(DAY.minusDays(3), DAY.plusDays(3));
  private static final TestPostgres POSTGRES = TestPostgres.start();
  private static ConnectionPool old;

  @BeforeAll
  static void fill() {
    for (String mode : List.of("auto", "force_generic_plan")) {
      POSTGRES.execute("CREATE ROLE api_%s LOGIN IN ROLE app_api".formatted(mode));
      POSTGRES.execute("ALTER ROLE api_%1$s SET plan_cache_mode = %1$s".formatted(mode));
    }
    POSTGRES.execute("SELECT ensure_month(?)", DAY);
    for (String table :
        List.of(
            "campaign_metrics_y2026m03",
            "metric_changes_y2026m03",
            "campaign_spaces",
            "campaign_assets")) {
      POSTGRES.execute("ALTER TABLE " + table + " SET (autovacuum_enabled = off)");
    }
    old = pool("force_generic_plan");
    assertEquals(List.of(), changes(old, Optional.empty()));
    POSTGRES.execute(
        "INSERT INTO tenants (id, name, time_zone, currency) VALUES ('t1', 'T', 'UTC', 'EUR')");
    POSTGRES.execute(
        "INSERT INTO connections (id, tenant_id, platform, account_id, name)"
            + " VALUES (gen_random_uuid(), 't1', 'google_ads', 'a', 'a')");
    campaigns();
    rows();
    changes();
  }

  private static void campaigns() {
    POSTGRES.execute(
        "INSERT INTO campaign_spaces (tenant_id, connection_id, platform, campaign_id, currency)"
            + " SELECT tenant_id, id, platform, i, 'EUR' FROM connections,"
            + " generate_series(1, ?) AS i",
        CAMPAIGNS);
    POSTGRES.execute(
        "INSERT INTO campaign_assets (tenant_id, campaign_space_id, asset_id, name)"
            + " SELECT tenant_id, id, 'a', 'Name of a' FROM campaign_spaces");
  }

  private static void rows() {
    POSTGRES.execute(
        "INSERT INTO campaign_metrics (tenant_id, connection_id, campaign_space_id, platform,"
            + " metric_date, currency, spend, bigquery_sync_id, first_synced_at,"
            + " synced_from_bigquery_at) SELECT tenant_id, connection_id, id, platform, ?,"
            + " currency, 3, gen_random_uuid(), '2026-04-01T10:00Z', now() FROM campaign_spaces",
        DAY);
  }

  /** Spend was 1 until 11:00, 2 until 12:00, and is 3. */
  private static void changes() {
    POSTGRES.execute(
        "INSERT INTO metric_changes (tenant_id, connection_id, entity, campaign_space_id,"
            + " metric_date, metric_hour, operation, old_values, new_values, row_first_synced_at,"
            + " job_id, changed_at) SELECT tenant_id, connection_id, 'campaign_metrics',"
            + " campaign_space_id, metric_date, -1, 'update', jsonb_build_object('spend', n),"
            + " jsonb_build_object('spend', n + 1), first_synced_at, gen_random_uuid(),"
            + " timestamptz '2026-04-01T10:00Z' + n * interval '1 hour'"
            + " FROM campaign_metrics, generate_series(1, 2) AS n");
  }

  @AfterAll
  static void stop() throws IOException {
    old.close();
    POSTGRES.server().close();
  }

  private static ConnectionPool pool(String mode) {
    return ConnectionPools.create(POSTGRES.url("api_" + mode), 1, STATEMENT_TIMEOUT);
  }

  private static MetricsQuery asOf(String time, MetricsShape shape) {
    return new MetricsQuery(
        DAYS,
        MetricsFilter.NONE,
        shape,
        Optional.of(Instant.parse("2026-04-01T" + time + "Z")),
        Optional.empty(),
        100);
  }

  private static String spend(MetricsReader metrics, String time) {
    MetricsQuery query = asOf(time, MetricsShape.BY_DATE);
    MetricsReport report = Store.get(metrics.report(TENANT, tenant -> query)).report();
    return String.valueOf(report.total().spend()).replaceAll("\\..*", "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "force_generic_plan"})
  void asOf_isAnsweredWithinItsTime_whateverThePlannerKnows(String mode) {
    ConnectionPool pool = pool(mode);
    MetricsReader metrics = new PostgresMetricsReader(new ApiTransactions(new Database(pool)));
    assertEquals("20000", spend(metrics, "10:30:00"));
    assertEquals("40000", spend(metrics, "11:30:00"));
    assertEquals("60000", spend(metrics, "12:30:00"));
    MetricsQuery each = asOf("11:30:00", MetricsShape.by(Grouping.parse("campaign").orElseThrow()));
    var export = Store.get(metrics.export(TENANT, tenant -> each));
    assertEquals(List.of("EUR"), export.currencies());
    assertEquals(CAMPAIGNS, Store.get(metrics.rows(export.tenant(), each).count()));
    pool.close();
  }

  private static List<Change> changes(ConnectionPool pool, Optional<String> platform) {
    ChangeReader changes = new PostgresChangeReader(new ApiTransactions(new Database(pool)));
    ChangeReader.Filter filter =
        new ChangeReader.Filter(
            DAYS,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            platform,
            Optional.empty(),
            Optional.empty());
    return Store.get(changes.changes(TENANT, filter, Optional.empty(), 1001));
  }

  @Test
  void changes_areAnsweredWithinTheirTime_whenTheTablesHaveGrownSinceTheConnectionBegan() {
    for (Optional<String> platform : List.of(Optional.<String>empty(), Optional.of("google_ads"))) {
      List<Change> found = changes(old, platform);
      assertEquals(1001, found.size());
      assertEquals("google_ads", found.get(0).columns().get("platform"));
    }
    assertEquals(List.of(), changes(old, Optional.of("meta_ads")));
  }

  /** Plans with values cost a planning each time: only what looks at the past has them. */
  @Test
  void plainReads_keepTheirCachedPlans() {
    ConnectionPool pool = pool("auto");
    ApiTransactions transactions = new ApiTransactions(new Database(pool));
    MetricsReader metrics = new PostgresMetricsReader(transactions);
    assertEquals("40000", spend(metrics, "11:30:00"));
    assertEquals(
        "auto on on",
        Store.get(
            transactions.inTenant(
                TENANT,
                connection ->
                    new SqlStatement(
                            "SELECT current_setting('plan_cache_mode') || ' '"
                                + " || current_setting('enable_nestloop') || ' '"
                                + " || current_setting('enable_mergejoin')")
                        .rows(
                            connection,
                            statement -> {},
                            row -> String.valueOf(row.get(0, String.class)))
                        .next())));
    pool.close();
  }
}
