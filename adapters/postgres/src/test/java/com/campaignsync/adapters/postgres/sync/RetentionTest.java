package com.campaignsync.adapters.postgres.sync;

import static com.campaignsync.adapters.postgres.sync.ConnectionFixture.POSTGRES;
import static com.campaignsync.adapters.postgres.sync.ConnectionFixture.all;
import static com.campaignsync.adapters.postgres.sync.ConnectionFixture.await;
import static com.campaignsync.adapters.postgres.sync.ConnectionFixture.execute;
import static com.campaignsync.adapters.postgres.sync.ConnectionFixture.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.store.MonthContents;
import com.campaignsync.domain.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetentionTest {

  /** Months that no other test uses. */
  private static final YearMonth OLD = YearMonth.of(2011, 3);

  private static final LocalDate KEPT = LocalDate.of(2011, 5, 1);
  private static final String TOTALS =
      "SELECT campaign_id, total_impressions, total_clicks, total_spend, total_conversions,"
          + " total_revenue FROM campaign_spaces WHERE connection_id = ? ORDER BY 1";
  private static final String SUMS =
      "SELECT s.campaign_id, sum(m.impressions), sum(m.clicks), sum(m.spend), sum(m.conversions),"
          + " sum(m.revenue) FROM campaign_spaces s LEFT JOIN campaign_metrics m"
          + " ON m.campaign_space_id = s.id WHERE s.connection_id = ? GROUP BY 1 ORDER BY 1";

  private final PostgresRetentionStore retention =
      new PostgresRetentionStore(ConnectionFixture.DATABASE);
  private final ConnectionFixture fixture = new ConnectionFixture();

  @BeforeEach
  void months() {
    for (YearMonth month = OLD; !month.isAfter(OLD.plusMonths(3)); month = month.plusMonths(1)) {
      execute("SELECT ensure_month(?)", month.atDay(1));
    }
  }

  @AfterEach
  void leaveNothing() {
    for (int month = 0; month < 4; month++) {
      YearMonth gone = OLD.plusMonths(month);
      await(retention.dropMonth(gone, gone.plusMonths(1).atDay(1)));
    }
  }

  private UUID campaign(String name) {
    UUID campaign = UUID.randomUUID();
    execute(
        "INSERT INTO campaign_spaces (id, tenant_id, connection_id, platform, campaign_id, currency)"
            + " VALUES (?, ?, ?, 'google_ads', ?, 'USD')",
        campaign,
        fixture.tenant.value(),
        fixture.id,
        name);
    return campaign;
  }

  private static final String INSERT =
      "INSERT INTO campaign_metrics (tenant_id, connection_id, campaign_space_id, platform,"
          + " metric_date, currency, clicks, spend, bigquery_sync_id, first_synced_at,"
          + " synced_from_bigquery_at) VALUES ('%s', '%s', '%s', 'google_ads', '%s', 'USD', %s, %s,"
          + " gen_random_uuid(), now(), now())";

  private String insert(
      UUID campaign, LocalDate day, @Nullable Long clicks, @Nullable String spend) {
    return INSERT.formatted(fixture.tenant.value(), fixture.id, campaign, day, clicks, spend);
  }

  private void row(UUID campaign, LocalDate day, @Nullable Long clicks, @Nullable String spend) {
    execute(insert(campaign, day, clicks, spend));
  }

  /** As the loads keep them: totals, rollup, watermarks, proofs. */
  private void settle() {
    execute(
        "UPDATE campaign_spaces c SET total_clicks = s.clicks, total_spend = s.spend FROM (SELECT"
            + " campaign_space_id, sum(clicks) AS clicks, sum(spend) AS spend FROM campaign_metrics"
            + " GROUP BY 1) s WHERE s.campaign_space_id = c.id AND c.connection_id = ?",
        fixture.id);
    execute(
        "INSERT INTO metrics_daily (tenant_id, connection_id, platform, metric_date, currency, spend)"
            + " SELECT tenant_id, connection_id, platform, metric_date, currency, sum(spend)"
            + " FROM campaign_metrics WHERE connection_id = ? GROUP BY 1, 2, 3, 4, 5",
        fixture.id);
    execute(
        "INSERT INTO source_partitions (connection_id, entity, day, tenant_id, source_modified_at,"
            + " extraction_version, row_count, job_id) SELECT DISTINCT connection_id,"
            + " 'campaign_metrics', metric_date, tenant_id, now(), now(), 1, connection_id"
            + " FROM campaign_metrics WHERE connection_id = ?",
        fixture.id);
    execute(
        "INSERT INTO reconciliations (connection_id, entity, day, job_id, tenant_id, source_rows,"
            + " source_checksum, store_rows, store_checksum, verdict, reconciled_at) SELECT DISTINCT"
            + " connection_id, 'campaign_metrics', metric_date, connection_id, tenant_id, 1, 1,"
            + " 1, 1, 'equal', now() FROM campaign_metrics WHERE connection_id = ?",
        fixture.id);
  }

  private void assertTotalsAreSums() {
    assertEquals(POSTGRES.rows(SUMS, fixture.id), POSTGRES.rows(TOTALS, fixture.id));
  }

  @Test
  void dropMonth_leavesTotalsThatAreTheSumsOfWhatIsKept() {
    UUID kept = campaign("kept");
    row(kept, OLD.atDay(5), 3L, "1.000000001");
    row(kept, OLD.plusMonths(2).atDay(5), 4L, "2.5");
    row(campaign("gone"), OLD.atDay(6), 3L, "7");
    UUID zero = campaign("zeroRemains");
    row(zero, OLD.atDay(5), 3L, "7");
    row(zero, OLD.plusMonths(2).atDay(5), 0L, null);
    UUID cancels = campaign("cancels");
    row(cancels, OLD.atDay(5), 3L, "-1");
    row(cancels, OLD.plusMonths(2).atDay(5), 2L, "1");
    row(cancels, OLD.plusMonths(3).atDay(5), -2L, "-1");
    settle();
    await(retention.dropMonth(OLD, KEPT));
    assertTotalsAreSums();
    assertEquals(
        List.of(
            "cancels|null|0|0.000000000|null|null",
            "gone|null|null|null|null|null",
            "kept|null|4|2.500000000|null|null",
            "zeroRemains|null|0|null|null|null"),
        POSTGRES.rows(TOTALS, fixture.id));
  }

  @Test
  void dropMonth_ofManyCampaignsIsExact() {
    Random random = new Random(20110301);
    for (int c = 0; c < 20; c++) {
      UUID campaign = campaign("c" + c);
      for (int i = 0; i < 12; i++) {
        LocalDate day = OLD.plusMonths(i % 4).atDay(1 + i);
        Long clicks = random.nextInt(4) == 0 ? null : (long) random.nextInt(5) - 2;
        row(campaign, day, clicks, random.nextInt(4) == 0 ? null : "0." + random.nextInt(9));
      }
    }
    settle();
    for (int month = 0; month < 4; month++) {
      await(retention.dropMonth(OLD.plusMonths(month), KEPT.plusMonths(9)));
      assertTotalsAreSums();
    }
  }

  @Test
  void dropMonth_takesAllThatIsKeptOfItAndTellsTheTenant() {
    UUID campaign = campaign("c");
    row(campaign, OLD.atDay(1), 1L, "1");
    row(campaign, OLD.atEndOfMonth(), 1L, "1");
    row(campaign, OLD.plusMonths(1).atDay(1), 1L, "1");
    settle();
    MonthContents listed =
        all(retention.droppable(KEPT)).stream().filter(m -> m.month().equals(OLD)).findAny().get();
    assertEquals(new MonthContents(OLD, 2, 0, 2, 2, 2), listed);
    assertEquals(listed, get(retention.dropMonth(OLD, KEPT)));
    for (String table :
        List.of(
            "campaign_metrics m WHERE m.connection_id",
            "metrics_daily m WHERE m.connection_id",
            "source_partitions m WHERE m.connection_id",
            "reconciliations m WHERE m.connection_id")) {
      assertEquals("1", fixture.value("SELECT count(*) FROM " + table + " = ?"), table);
    }
    assertEquals(
        "1",
        POSTGRES.value("SELECT data_version FROM tenants WHERE id = ?", fixture.tenant.value()));
    assertEquals("null", POSTGRES.value("SELECT to_regclass('campaign_metrics_y2011m03')"));
  }

  @Test
  void droppable_isWhollyOlderThanWhatIsKept() {
    List<YearMonth> ours =
        all(retention.droppable(LocalDate.of(2011, 5, 31)).map(MonthContents::month));
    assertTrue(ours.contains(YearMonth.of(2011, 4)));
    assertTrue(!ours.contains(YearMonth.of(2011, 5)), "a day of May is kept");
    assertEquals(ours.stream().sorted().toList(), ours);
  }

  @Test
  void dropMonth_withADayThatIsKeptIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> await(retention.dropMonth(OLD, OLD.atEndOfMonth())));
  }

  /** Whoever computes the days wrongly meets the database's own check. */
  @Test
  void dropMonth_ofTheOpenMonthIsRefused() {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    StoreException refused =
        assertThrows(
            StoreException.class,
            () -> await(retention.dropMonth(YearMonth.from(today), today.plusMonths(2))));
    assertEquals(StoreException.Code.STORE_REFUSED, refused.code());
  }

  @Test
  void dropMonth_givesUpSoonBehindALongLoadAndChangesNothing() throws SQLException {
    UUID campaign = campaign("c");
    row(campaign, OLD.atDay(1), 1L, "1");
    settle();
    try (Connection load = POSTGRES.jdbc("test_worker")) {
      load.setAutoCommit(false);
      load.createStatement().execute(insert(campaign, OLD.plusMonths(2).atDay(1), 5L, "5"));
      StoreException busy =
          assertThrows(StoreException.class, () -> await(retention.dropMonth(OLD, KEPT)));
      assertEquals(StoreException.Code.STORE_BUSY, busy.code());
      load.rollback();
    }
    assertEquals("1", POSTGRES.value("SELECT count(*) FROM campaign_metrics_y2011m03"));
    assertTotalsAreSums();
  }

  /** Loads of a later month add to totals by differences while months are dropped. */
  @Test
  void loadsAndDropsAtOnce_loseNothing() {
    UUID campaign = campaign("c");
    for (int month = 0; month < 3; month++) {
      row(campaign, OLD.plusMonths(month).atDay(1), 10L, "1");
    }
    settle();
    CompletableFuture<Void> loads =
        CompletableFuture.runAsync(
            () -> {
              for (int day = 1; day <= 28; day++) {
                loadOne(campaign, OLD.plusMonths(3).atDay(day));
              }
            });
    for (int month = 0; month < 3; month++) {
      await(retention.dropMonth(OLD.plusMonths(month), KEPT.plusMonths(9)).retry(20));
    }
    loads.join();
    assertTotalsAreSums();
    assertEquals(List.of("c|null|28|28.000000000|null|null"), POSTGRES.rows(TOTALS, fixture.id));
  }

  private void loadOne(UUID campaign, LocalDate day) {
    try (Connection load = POSTGRES.jdbc("test_worker")) {
      load.setAutoCommit(false);
      load.createStatement().execute("SET LOCAL lock_timeout = '20s'");
      load.createStatement().execute(insert(campaign, day, 1L, "1"));
      load.createStatement()
          .execute(
              "UPDATE campaign_spaces SET total_clicks = coalesce(total_clicks, 0) + 1,"
                  + " total_spend = coalesce(total_spend, 0) + 1 WHERE id = '%s'"
                      .formatted(campaign));
      load.commit();
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
