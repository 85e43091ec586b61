package com.campaignsync.adapters.postgres.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.query.GroupKey;
import com.campaignsync.domain.query.GroupValues;
import com.campaignsync.domain.query.Grouping;
import com.campaignsync.domain.query.MetricSums;
import com.campaignsync.domain.query.MetricsFilter;
import com.campaignsync.domain.query.MetricsQuery;
import com.campaignsync.domain.query.MetricsReport;
import com.campaignsync.domain.query.MetricsRow;
import com.campaignsync.domain.query.MetricsShape;
import com.campaignsync.domain.query.Place;
import com.campaignsync.domain.query.TenantInfo;
import com.campaignsync.domain.tenant.TenantId;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresMetricsReaderTest {

  private static final LocalDate DAY = LocalDate.of(2026, 3, 28);
  private static final DayWindow MARCH =
      new DayWindow(LocalDate.of(2026, 3, 1), LocalDate.of(2026, 4, 1));
  private static final Store STORE = new Store();
  private static final PostgresMetricsReader READER = new PostgresMetricsReader(STORE.transactions);

  private static TenantId tenant;
  private static TenantId other;
  private static UUID euros;
  private static UUID dollars;
  private static UUID foreign;

  /** Two connections, two platforms, two currencies, unknown figures, and a stranger's rows. */
  @BeforeAll
  static void fill() {
    tenant = STORE.tenant("Pacific/Kiritimati");
    other = STORE.tenant("UTC");
    UUID google = STORE.connection(tenant, "google_ads", "a");
    UUID tiktok = STORE.connection(tenant, "TikTok", "b");
    euros = STORE.campaign(google, "9007199254740993", "EUR");
    dollars = STORE.campaign(tiktok, "c2", "USD");
    foreign = STORE.campaign(STORE.connection(other, "google_ads", "a"), "c1", "EUR");
    STORE.row(euros, DAY, 1000L, 10L, "0.100000001");
    STORE.row(euros, DAY.plusDays(1), null, null, "0.2");
    STORE.row(euros, DAY.plusDays(2), null, null, null);
    STORE.row(dollars, DAY, 7L, 0L, "5");
    STORE.row(foreign, DAY, 666L, 66L, "666");
    Random random = new Random(20260328);
    for (int i = 0; i < 120; i++) {
      UUID campaign = STORE.campaign(i % 3 == 0 ? tiktok : google, "r" + i, "EUR");
      LocalDate day = MARCH.firstDay().plusDays(random.nextInt(20));
      STORE.row(
          campaign,
          day,
          random.nextLong(9999),
          random.nextLong(99),
          random.nextInt(99) + ".123456789");
    }
    STORE.rollUp(tenant);
    STORE.rollUp(other);
  }

  private static MetricsQuery query(Grouping grouping, Optional<String> currency) {
    return MetricsQuery.of(
        MARCH,
        new MetricsFilter(List.of(), Optional.empty(), currency),
        MetricsShape.by(grouping),
        1000);
  }

  private static MetricsQuery of(UUID campaign, Grouping grouping) {
    return of(List.of(campaign), grouping);
  }

  private static MetricsQuery of(List<UUID> campaigns, Grouping grouping) {
    return MetricsQuery.of(
        MARCH,
        new MetricsFilter(campaigns, Optional.empty(), Optional.empty()),
        MetricsShape.by(grouping),
        1000);
  }

  private static MetricsReport report(TenantId tenantId, MetricsQuery query) {
    return Store.get(READER.report(tenantId, info -> query)).report();
  }

  private static Grouping grouping(String names) {
    return Grouping.parse(names).orElseThrow();
  }

  private static BigDecimal n(String digits) {
    return new BigDecimal(digits);
  }

  private static boolean same(BigDecimal a, BigDecimal b) {
    return a == null || b == null ? a == b : a.compareTo(b) == 0;
  }

  private static void assertSame(MetricSums expected, MetricSums actual) {
    assertTrue(
        same(expected.impressions(), actual.impressions())
            && same(expected.clicks(), actual.clicks())
            && same(expected.spend(), actual.spend())
            && same(expected.conversions(), actual.conversions())
            && same(expected.revenue(), actual.revenue()),
        () -> expected + " is not " + actual);
  }

  @Test
  void unknown_staysNullInSumsAndRatios() {
    MetricsReport report = report(tenant, of(euros, Grouping.BY_DATE));
    assertEquals(3, report.totalRecords());
    MetricSums day = report.rows().get(0).sums();
    assertSame(
        MetricSums.headline(n("1000"), n("10"), n("0.100000001"), null, n("0.100000001")), day);
    assertEquals(n("0.010000000"), day.cpc());
    assertNull(day.conversionRate());
    assertSame(MetricSums.NONE, report.rows().get(2).sums());
    assertSame(
        MetricSums.headline(n("1000"), n("10"), n("0.300000001"), null, n("0.300000001")),
        report.total());
  }

  @Test
  void campaignRows_carryTheirIdsAndNames() {
    MetricsRow row = report(tenant, of(euros, grouping("campaign,currency"))).rows().get(0);
    assertEquals(new GroupValues(null, euros, null, "EUR"), row.key());
    assertEquals("9007199254740993", row.campaignId());
    assertEquals("Name of 9007199254740993", row.campaignName());
  }

  @Test
  void tenants_seeOnlyTheirOwn() {
    assertEquals(0, report(tenant, of(foreign, Grouping.BY_DATE)).totalRecords());
    assertEquals(List.of(), report(tenant, of(foreign, Grouping.BY_DATE)).totals());
    MetricsReport theirs = report(other, query(Grouping.BY_DATE, Optional.empty()));
    assertSame(MetricSums.headline(n("666"), n("66"), n("666"), null, n("666")), theirs.total());
    assertEquals(Optional.of(DAY), theirs.dataFrom());
    assertTrue(Store.get(READER.hasCampaign(tenant, euros)));
    assertFalse(Store.get(READER.hasCampaign(tenant, foreign)));
    assertEquals(
        Optional.empty(),
        Store.find(
            READER.report(
                new TenantId("nobody"), info -> query(Grouping.BY_DATE, Optional.empty()))));
  }

  @Test
  void rowPolicy_holdsWithoutAnyFilterInTheQuery() {
    for (String table :
        List.of(
            "campaign_metrics", "metrics_daily", "campaign_spaces", "connections", "sync_jobs")) {
      SqlStatement all = new SqlStatement("SELECT DISTINCT tenant_id FROM " + table);
      Set<String> visible =
          Set.copyOf(
              Store.get(
                  STORE.transactions.inTenant(
                      other,
                      c -> all.rows(c, s -> {}, row -> row.get(0, String.class)).collectList())));
      assertTrue(Set.of(other.value()).containsAll(visible), table + visible);
      assertEquals(
          List.of(),
          Store.get(
              STORE.transactions.outsideTenants(
                  c -> all.rows(c, s -> {}, row -> row.get(0, String.class)).collectList())),
          table);
    }
  }

  @Test
  void setting_doesNotOutliveItsTransaction() {
    SqlStatement setting =
        new SqlStatement("SELECT coalesce(current_setting('app.tenant_id', true), '')");
    for (int i = 0; i < 8; i++) {
      Store.get(READER.hasCampaign(tenant, euros));
      assertEquals(
          "",
          Store.get(
              STORE.transactions.outsideTenants(
                  c -> setting.rows(c, s -> {}, row -> row.get(0, String.class)).single())));
    }
  }

  @Test
  void currencies_areToldApartInTotals() {
    MetricsReport mixed = report(tenant, query(grouping("platform"), Optional.empty()));
    assertEquals(List.of("EUR", "USD"), mixed.currencies());
    assertNull(mixed.total().spend());
    MetricsReport dollarsOnly = report(tenant, query(grouping("platform"), Optional.of("USD")));
    assertFalse(dollarsOnly.isMixed());
    assertTrue(same(n("5"), dollarsOnly.total().spend()));
  }

  @Test
  void paging_throughEverythingEqualsOnePage() {
    for (Set<GroupKey> keys : combinations()) {
      // Rows of several currencies that are not told apart are never shown.
      Optional<String> currency =
          keys.contains(GroupKey.CURRENCY) ? Optional.empty() : Optional.of("EUR");
      MetricsQuery whole = query(new Grouping(keys), currency);
      MetricsReport onePage = report(tenant, whole);
      List<MetricsRow> collected = new ArrayList<>();
      Optional<Place> after = Optional.empty();
      do {
        MetricsReport page =
            report(
                tenant,
                new MetricsQuery(MARCH, whole.filter(), whole.shape(), Optional.empty(), after, 7));
        assertEquals(onePage.totalRecords(), page.totalRecords());
        assertEquals(onePage.totals(), page.totals());
        collected.addAll(page.rows());
        after =
            page.more()
                ? Optional.of(page.rows().get(page.rows().size() - 1).place())
                : Optional.empty();
      } while (after.isPresent());
      assertEquals(onePage.rows(), collected, keys.toString());
      assertEquals(onePage.totalRecords(), collected.size());
    }
  }

  @Test
  void rollupAndRows_giveTheSameFigures() {
    for (Set<GroupKey> keys : combinations()) {
      if (keys.contains(GroupKey.CAMPAIGN)) {
        continue;
      }
      Grouping grouping = new Grouping(keys);
      MetricsReport rollup = report(tenant, query(grouping, Optional.empty()));
      MetricsReport rows = report(tenant, of(allCampaigns(), grouping));
      assertEquals(
          rows.rows().stream().map(MetricsRow::key).toList(),
          rollup.rows().stream().map(MetricsRow::key).toList());
      for (int i = 0; i < rows.rows().size(); i++) {
        assertSame(rows.rows().get(i).sums(), rollup.rows().get(i).sums());
      }
      assertSame(rows.total(), rollup.total());
    }
  }

  private static List<UUID> allCampaigns() {
    return STORE.postgres.rows("SELECT id FROM campaign_spaces").stream()
        .map(UUID::fromString)
        .toList();
  }

  @Test
  void totals_areTheSumOfTheRows() {
    MetricsReport report = report(tenant, query(grouping("campaign,date"), Optional.of("EUR")));
    assertSame(
        report.rows().stream().map(MetricsRow::sums).reduce(MetricSums.NONE, MetricSums::plus),
        report.total());
  }

  @Test
  void window_isHalfOpenAndPlatformFilters() {
    MetricsQuery oneDay =
        MetricsQuery.of(
            new DayWindow(DAY, DAY.plusDays(1)),
            new MetricsFilter(List.of(), Optional.of("TikTok"), Optional.empty()),
            MetricsShape.by(grouping("date,platform")),
            10);
    assertEquals(
        List.of(new GroupValues(DAY, null, "TikTok", null)),
        report(tenant, oneDay).rows().stream().map(MetricsRow::key).toList());
  }

  @Test
  void textKeys_sortByTheirBytes() {
    MetricsReport report = report(tenant, query(grouping("platform"), Optional.of("EUR")));
    assertEquals(
        List.of("TikTok", "google_ads"),
        report.rows().stream().map(row -> row.key().platform()).toList());
  }

  @Test
  void hostileValues_areOnlyEverBound() {
    MetricsQuery hostile =
        MetricsQuery.of(
            MARCH,
            new MetricsFilter(
                List.of(), Optional.of("x' OR 1=1; DROP TABLE tenants; --"), Optional.of("$1")),
            MetricsShape.BY_DATE,
            10);
    assertEquals(0, report(tenant, hostile).totalRecords());
    TenantInfo info = new TenantInfo(tenant, ZoneOffset.UTC, "EUR");
    String sql = SelectMetrics.pageSql(info, hostile, new MetricsColumns(hostile, 2)).toString();
    assertFalse(sql.contains("DROP"));
  }

  private static List<Set<GroupKey>> combinations() {
    TreeMap<String, Set<GroupKey>> all = new TreeMap<>();
    for (int bits = 1; bits < 16; bits++) {
      Set<GroupKey> keys = EnumSet.noneOf(GroupKey.class);
      for (GroupKey key : GroupKey.values()) {
        if ((bits & (1 << key.ordinal())) != 0) {
          keys.add(key);
        }
      }
      all.put(keys.toString(), keys);
    }
    return List.copyOf(all.values());
  }
}
