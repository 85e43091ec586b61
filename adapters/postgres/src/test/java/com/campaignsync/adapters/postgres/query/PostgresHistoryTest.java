package com.campaignsync.adapters.postgres.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.query.CampaignField;
import com.campaignsync.domain.query.CampaignReader;
import com.campaignsync.domain.query.CampaignReader.Campaign;
import com.campaignsync.domain.query.CampaignReader.Campaigns;
import com.campaignsync.domain.query.ChangeReader;
import com.campaignsync.domain.query.ChangeReader.Change;
import com.campaignsync.domain.query.ChangeReader.ChangePlace;
import com.campaignsync.domain.query.Grouping;
import com.campaignsync.domain.query.MetricsFilter;
import com.campaignsync.domain.query.MetricsQuery;
import com.campaignsync.domain.query.MetricsReader.HistoryGone;
import com.campaignsync.domain.query.MetricsReader.TooManyFilledRows;
import com.campaignsync.domain.query.MetricsReport;
import com.campaignsync.domain.query.MetricsShape;
import com.campaignsync.domain.query.Place;
import com.campaignsync.domain.query.SortOrder;
import com.campaignsync.domain.tenant.TenantId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the numbers were, what changed them, and the campaigns they are of. */
class PostgresHistoryTest {

  private static final LocalDate DAY = LocalDate.of(2026, 3, 28);
  private static final Instant NOON = Instant.parse("2026-04-01T12:00:00Z");
  private static final DayWindow MARCH = DayWindow.inclusive(LocalDate.of(2026, 3, 1), DAY);
  private static final Store STORE = new Store();
  private static final PostgresMetricsReader METRICS =
      new PostgresMetricsReader(STORE.transactions);
  private static final ChangeReader CHANGES = new PostgresChangeReader(STORE.transactions);
  private static final CampaignReader CAMPAIGNS = new PostgresCampaignReader(STORE.transactions);

  private static TenantId tenant;
  private static TenantId other;
  private static UUID google;
  private static UUID restated;
  private static UUID gone;

  /**
   * The row of {@code restated} came at 10, was 1 until 11, 2 until 13, and is 3. That of {@code
   * gone} came at 10, left at 11 as 5, came again at 12:30 and left again at 14 as 6.
   */
  @BeforeAll
  static void fill() {
    tenant = STORE.tenant("UTC");
    other = STORE.tenant("UTC");
    google = STORE.connection(tenant, "google_ads", "a");
    restated = STORE.campaign(google, "Beta", "EUR");
    gone = STORE.campaign(google, "alpha", "EUR");
    UUID foreign = STORE.campaign(STORE.connection(other, "google_ads", "a"), "x", "EUR");
    STORE.row(restated, DAY, 3L, null, "3");
    STORE.postgres.execute(
        "UPDATE campaign_metrics SET first_synced_at = '2026-04-01T10:00Z'"
            + " WHERE campaign_space_id = ?",
        restated);
    change(tenant, restated, "update", "10:00", "11:00", 1, 2);
    change(tenant, restated, "update", "10:00", "13:00", 2, 3);
    change(tenant, gone, "delete", "10:00", "11:00", 5, 0);
    change(tenant, gone, "delete", "12:30", "14:00", 6, 0);
    change(other, foreign, "update", "10:00", "11:00", 666, 667);
    STORE.rollUp(tenant);
    total(restated, "3", "2");
    total(gone, null, "7");
  }

  private static void change(
      TenantId owner, UUID campaign, String kind, String since, String at, int before, int now) {
    STORE.postgres.execute(
        "INSERT INTO metric_changes (tenant_id, connection_id, entity, campaign_space_id,"
            + " metric_date, metric_hour, operation, old_values, new_values,"
            + " row_first_synced_at, job_id, changed_at)"
            + " SELECT tenant_id, connection_id, 'campaign_metrics', id, ?, -1, ?,"
            + " jsonb_build_object('spend', ?::numeric), CASE ? WHEN 'update' THEN"
            + " jsonb_build_object('spend', ?::numeric) END, ?::timestamptz,"
            + " gen_random_uuid(), ?::timestamptz FROM campaign_spaces WHERE id = ?"
            + " AND tenant_id = ?",
        DAY,
        kind,
        before,
        kind,
        now,
        "2026-04-01T" + since + "Z",
        "2026-04-01T" + at + "Z",
        campaign,
        owner.value());
  }

  private static void total(UUID campaign, String spend, String clicks) {
    STORE.postgres.execute(
        "UPDATE campaign_spaces SET total_spend = ?::numeric, total_clicks = ?::numeric"
            + " WHERE id = ?",
        spend,
        clicks,
        campaign);
  }

  private static MetricsReport report(MetricsShape shape, Optional<Instant> asOf) {
    MetricsQuery query =
        new MetricsQuery(MARCH, MetricsFilter.NONE, shape, asOf, Optional.empty(), 100);
    return Store.get(METRICS.report(tenant, info -> query)).report();
  }

  private static String spendAt(String time) {
    BigDecimal spend =
        report(MetricsShape.BY_DATE, Optional.of(Instant.parse("2026-04-01T" + time + "Z")))
            .total()
            .spend();
    return spend == null ? "none" : spend.stripTrailingZeros().toPlainString();
  }

  @Test
  void asOf_takesTheOldestValueChangedSince_deletedRowsComeBack_laterOnesVanish() {
    assertEquals("none", spendAt("09:59:59"));
    assertEquals("6", spendAt("10:00:00")); // 1 + 5
    assertEquals("2", spendAt("11:00:00"));
    assertEquals("2", spendAt("12:29:59"));
    assertEquals("8", spendAt("12:30:00")); // 2 + 6
    assertEquals("9", spendAt("13:00:00")); // 3 + 6
    assertEquals("3", spendAt("14:00:00"));
  }

  @Test
  void asOf_beforeTheFirstDayKept_isRefused() {
    Instant before = Instant.parse("2026-03-27T23:59:59Z");
    HistoryGone refused =
        assertThrows(HistoryGone.class, () -> report(MetricsShape.BY_DATE, Optional.of(before)));
    assertEquals(DAY.atStartOfDay(ZoneOffset.UTC).toInstant(), refused.earliest());
  }

  @Test
  void filling_isBoundedByWhatItWouldMake() {
    TenantId large = STORE.tenant("UTC");
    STORE.postgres.execute("SELECT ensure_month(?)", DAY);
    UUID connection = STORE.connection(large, "p", "a");
    STORE.postgres.execute(
        "WITH made AS (INSERT INTO campaign_spaces (tenant_id, connection_id, platform,"
            + " campaign_id, currency) SELECT tenant_id, id, platform, i, 'EUR' FROM connections,"
            + " generate_series(1, 200) i WHERE id = ? RETURNING *)"
            + " INSERT INTO campaign_metrics (tenant_id, connection_id, campaign_space_id,"
            + " platform, metric_date, currency, bigquery_sync_id, first_synced_at,"
            + " synced_from_bigquery_at) SELECT tenant_id, connection_id, id, platform, ?,"
            + " currency, gen_random_uuid(), now(), now() FROM made",
        connection,
        DAY);
    STORE.row(STORE.campaign(connection, "0", "EUR"), DAY.minusDays(500), 1L, 1L, "1");
    STORE.rollUp(large);
    MetricsShape shape = MetricsShape.by(Grouping.parse("campaign,date").orElseThrow());
    MetricsShape filled =
        new MetricsShape(
            shape.grouping(), shape.granularity(), shape.fields(), shape.order(), true);
    DayWindow days = new DayWindow(DAY.minusDays(500), DAY.plusDays(1));
    MetricsQuery within = MetricsQuery.of(MARCH, MetricsFilter.NONE, filled, 1000);
    assertEquals(
        200 * 28, Store.get(METRICS.report(large, info -> within)).report().totalRecords());
    MetricsQuery beyond = MetricsQuery.of(days, MetricsFilter.NONE, filled, 10);
    assertThrows(TooManyFilledRows.class, () -> Store.get(METRICS.report(large, info -> beyond)));
  }

  private static ChangeReader.Filter filter(Optional<Instant> since, Optional<Instant> before) {
    return new ChangeReader.Filter(
        MARCH, since, before, List.of(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static List<Change> changes(ChangeReader.Filter filter) {
    return Store.get(CHANGES.changes(tenant, filter, Optional.empty(), 100));
  }

  @Test
  void changes_areTheTenantsOwn_theNewestFirst() {
    List<Change> all = changes(filter(Optional.empty(), Optional.empty()));
    assertEquals(4, all.size());
    List<Instant> times = all.stream().map(change -> change.place().changedAt()).toList();
    assertEquals(times.stream().sorted(Comparator.reverseOrder()).toList(), times);
    Change first = all.get(0);
    assertEquals("alpha", first.columns().get("campaign_id"));
    assertEquals("EUR", first.columns().get("currency"));
    assertEquals(DAY.toString(), first.columns().get("date"));
    assertNull(first.columns().get("hour"));
    assertNull(first.columns().get("new"));
    assertEquals("6", String.valueOf(((Map<?, ?>) first.columns().get("old")).get("spend")));
  }

  @Test
  void changes_areFilteredByWhenTheyWereMade_byWhatAndOfWhat() {
    assertEquals(2, changes(filter(Optional.of(NOON), Optional.empty())).size());
    assertEquals(2, changes(filter(Optional.empty(), Optional.of(NOON))).size());
    Instant eleven = Instant.parse("2026-04-01T11:00:00Z");
    assertEquals(0, changes(filter(Optional.empty(), Optional.of(eleven))).size());
    assertEquals(4, changes(filter(Optional.of(eleven), Optional.empty())).size());
    ChangeReader.Filter narrow =
        new ChangeReader.Filter(
            MARCH,
            Optional.empty(),
            Optional.empty(),
            List.of(restated),
            Optional.of("google_ads"),
            Optional.of(Entity.CAMPAIGN_METRICS),
            Optional.of(ChangeReader.Kind.UPDATE));
    assertEquals(2, changes(narrow).size());
    ChangeReader.Filter assets =
        new ChangeReader.Filter(
            MARCH,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.of(Entity.ASSET_METRICS),
            Optional.empty());
    assertEquals(List.of(), changes(assets));
  }

  @Test
  void changes_pageWithoutAGapAmongThoseOfOneInstant() {
    ChangeReader.Filter all = filter(Optional.empty(), Optional.empty());
    List<Change> paged = new ArrayList<>();
    Optional<ChangePlace> after = Optional.empty();
    do {
      List<Change> page = Store.get(CHANGES.changes(tenant, all, after, 1));
      paged.addAll(page);
      after = page.stream().map(Change::place).findFirst();
    } while (after.isPresent());
    assertEquals(changes(all), paged);
  }

  private static Campaigns campaigns(String sort, Optional<Place> after, int limit) {
    SortOrder order = CampaignField.ORDER.parse(sort).orElseThrow();
    return Store.get(CAMPAIGNS.campaigns(tenant, everything(), order, after, limit));
  }

  private static CampaignReader.Filter everything() {
    return new CampaignReader.Filter(Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static List<Object> names(List<Campaign> campaigns) {
    return campaigns.stream().map(one -> one.columns().get("campaign_id")).toList();
  }

  @Test
  void campaigns_sortByTheirTotals_unknownOnesLast() {
    assertEquals(
        List.of("Beta", "alpha"),
        names(campaigns("-total_spend", Optional.empty(), 9).campaigns()));
    assertEquals(
        List.of("Beta", "alpha"), names(campaigns("total_spend", Optional.empty(), 9).campaigns()));
    assertEquals(
        List.of("alpha", "Beta"),
        names(campaigns("-total_clicks", Optional.empty(), 9).campaigns()));
  }

  @Test
  void campaigns_pageThroughUnknownTotals() {
    for (String sort : List.of("-total_spend", "avg_cpc", "name", "-campaign_id", "id")) {
      List<Campaign> paged = new ArrayList<>();
      Optional<Place> after = Optional.empty();
      do {
        Campaigns page = campaigns(sort, after, 1);
        assertEquals(2, page.totalRecords());
        paged.addAll(page.campaigns());
        after = page.campaigns().stream().map(Campaign::place).findFirst();
      } while (after.isPresent());
      assertEquals(campaigns(sort, Optional.empty(), 9).campaigns(), paged, sort);
    }
  }

  @Test
  void campaigns_areFoundByPartsOfTheirNamesInWhicheverCase() {
    for (String part : List.of("beta", "OF BET", "Beta")) {
      CampaignReader.Filter filter =
          new CampaignReader.Filter(Optional.empty(), Optional.of(google), Optional.of(part));
      Campaigns found =
          Store.get(
              CAMPAIGNS.campaigns(
                  tenant, filter, CampaignField.ORDER_DEFAULT, Optional.empty(), 9));
      assertEquals(List.of("Beta"), names(found.campaigns()), part);
      assertEquals(
          "1.500000000", String.valueOf(found.campaigns().get(0).columns().get("avg_cpc")));
    }
    CampaignReader.Filter wild =
        new CampaignReader.Filter(Optional.empty(), Optional.empty(), Optional.of("%"));
    assertTrue(
        Store.get(
                CAMPAIGNS.campaigns(tenant, wild, CampaignField.ORDER_DEFAULT, Optional.empty(), 9))
            .campaigns()
            .isEmpty());
    assertEquals(
        1,
        Store.get(
                CAMPAIGNS.campaigns(
                    other, everything(), CampaignField.ORDER_DEFAULT, Optional.empty(), 9))
            .totalRecords());
  }
}
