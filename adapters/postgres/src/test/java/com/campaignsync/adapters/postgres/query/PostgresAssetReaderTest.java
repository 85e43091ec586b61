package com.campaignsync.adapters.postgres.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.query.AssetQuery;
import com.campaignsync.domain.query.AssetQuery.Key;
import com.campaignsync.domain.query.AssetQuery.Place;
import com.campaignsync.domain.query.AssetReport;
import com.campaignsync.domain.query.AssetReport.Row;
import com.campaignsync.domain.tenant.TenantId;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PostgresAssetReaderTest {

  private static final LocalDate DAY = LocalDate.of(2026, 5, 31);
  private static final DayWindow WINDOW = DayWindow.inclusive(DAY.minusDays(30), DAY.plusDays(1));
  private static final Set<Key> BOTH = EnumSet.allOf(Key.class);
  private static final Store STORE = new Store();

  private final PostgresAssetReader reader = new PostgresAssetReader(STORE.transactions);
  private final TenantId tenant = STORE.tenant("UTC");
  private final UUID campaign = STORE.campaign(STORE.connection(tenant, "meta", "a"), "c-1", "USD");

  private UUID asset(UUID of, String assetId) {
    UUID id = UUID.randomUUID();
    STORE.postgres.execute(
        "INSERT INTO campaign_assets (id, tenant_id, campaign_space_id, asset_id, name)"
            + " SELECT ?, tenant_id, id, ?, 'Ad ' || ? FROM campaign_spaces WHERE id = ?",
        id,
        assetId,
        assetId,
        of);
    return id;
  }

  private void row(
      UUID asset, LocalDate day, int hour, String currency, Long engagements, String spend) {
    STORE.postgres.execute("SELECT ensure_month(?)", day);
    STORE.postgres.execute(
        "INSERT INTO campaign_asset_metrics (tenant_id, connection_id, campaign_asset_id, platform,"
            + " metric_date, metric_hour, currency, impressions, engagements, spend, profit,"
            + " bigquery_sync_id, first_synced_at, synced_from_bigquery_at)"
            + " SELECT s.tenant_id, s.connection_id, a.id, s.platform, ?, ?, ?, 1000, ?::bigint,"
            + " ?::numeric, 0.000000001, gen_random_uuid(), now(), now()"
            + " FROM campaign_assets a JOIN campaign_spaces s ON s.id = a.campaign_space_id"
            + " WHERE a.id = ?",
        day,
        hour,
        currency,
        engagements,
        spend,
        asset);
  }

  private AssetReport report(TenantId of, Set<Key> keys, @Nullable Place after, int pageSize) {
    return Store.get(
            reader.report(
                of,
                info ->
                    new AssetQuery(campaign, WINDOW, keys, Optional.ofNullable(after), pageSize)))
        .report()
        .orElseThrow();
  }

  private AssetReport report(Set<Key> keys) {
    return report(tenant, keys, null, 100);
  }

  @Test
  void rows_areExactSumsPerAssetAndDay() {
    UUID ad = asset(campaign, "9007199254740993");
    row(ad, DAY, 0, "USD", 5L, "0.000000001");
    row(ad, DAY, 1, "USD", null, "0.1");
    Row row = report(BOTH).rows().get(0);
    assertEquals(new Place(DAY, "9007199254740993", "USD"), row.place());
    assertEquals("Ad 9007199254740993", row.assetName());
    assertEquals(new BigDecimal("0.100000001"), row.sums().headline().spend());
    assertEquals(new BigDecimal("0.000000002"), row.sums().profit());
    assertEquals(new BigDecimal("0.250000000"), row.sums().engagementRate());
    assertNull(row.sums().headline().clicks());
    assertNull(row.sums().leads());
  }

  @Test
  void days_outsideTheWindowAreLeftOut() {
    UUID ad = asset(campaign, "a");
    row(ad, WINDOW.firstDay().minusDays(1), -1, "USD", 1L, "1");
    row(ad, WINDOW.firstDay(), -1, "USD", 1L, "2");
    row(ad, WINDOW.endDay(), -1, "USD", 1L, "4");
    AssetReport report = report(BOTH);
    assertEquals(1, report.totalRecords());
    assertEquals(0, new BigDecimal("2").compareTo(report.total().headline().spend()));
    assertEquals(Optional.of(WINDOW.firstDay().minusDays(1)), report.caption().dataFrom());
    assertEquals(Optional.of(WINDOW.endDay()), report.caption().dataThrough());
  }

  @Test
  void groupings_addUpToTheSame() {
    for (String id : List.of("b", "a", "Z")) {
      UUID ad = asset(campaign, id);
      row(ad, DAY, -1, "USD", 1L, "1.5");
      row(ad, DAY.minusDays(1), -1, "USD", 1L, "2.5");
    }
    assertEquals(6, report(BOTH).rows().size());
    assertEquals(
        List.of("Z", "a", "b"),
        report(EnumSet.of(Key.ASSET)).rows().stream().map(row -> row.place().assetId()).toList());
    List<Row> days = report(EnumSet.of(Key.DATE)).rows();
    assertEquals(List.of(DAY.minusDays(1), DAY), days.stream().map(r -> r.place().date()).toList());
    assertNull(days.get(0).assetName());
    assertEquals(
        new BigDecimal("12.000000000"), report(EnumSet.of(Key.DATE)).total().headline().spend());
  }

  @Test
  void currencies_areNeverAdded() {
    UUID ad = asset(campaign, "a");
    row(ad, DAY, 0, "USD", 1L, "1");
    row(ad, DAY, 1, "EUR", 1L, "2");
    AssetReport report = report(EnumSet.of(Key.DATE));
    assertEquals(
        List.of("EUR", "USD"), report.rows().stream().map(r -> r.place().currency()).toList());
    assertNull(report.total().headline().spend());
    assertNull(report.total().profit());
    assertEquals(new BigDecimal("2000"), report.total().headline().impressions());
  }

  @Test
  void pages_haveEveryRowOnce() {
    for (String id : List.of("1", "10", "2", "ü")) {
      UUID ad = asset(campaign, id);
      for (int day = 0; day < 3; day++) {
        row(ad, DAY.minusDays(day), -1, "USD", 1L, "1");
      }
    }
    for (Set<Key> keys : List.of(BOTH, EnumSet.of(Key.ASSET), EnumSet.of(Key.DATE))) {
      List<Row> all = report(keys).rows();
      List<Row> paged = new ArrayList<>();
      AssetReport page = report(tenant, keys, null, 2);
      while (page.more()) {
        paged.addAll(page.rows());
        page = report(tenant, keys, paged.get(paged.size() - 1).place(), 2);
      }
      paged.addAll(page.rows());
      assertEquals(all, paged);
    }
  }

  @Test
  void otherCampaignsAndTenants_areNotSeen() {
    row(asset(campaign, "a"), DAY, -1, "USD", 1L, "1");
    UUID neighbour = STORE.campaign(STORE.connection(tenant, "tiktok", "b"), "c-1", "USD");
    row(asset(neighbour, "a"), DAY, -1, "USD", 1L, "100");
    assertEquals(1, report(BOTH).totalRecords());
    TenantId other = STORE.tenant("UTC");
    AssetQuery query = new AssetQuery(campaign, WINDOW, BOTH, Optional.empty(), 10);
    assertTrue(Store.get(reader.report(other, info -> query)).report().isEmpty());
    assertTrue(Store.find(reader.report(new TenantId("nobody"), info -> query)).isEmpty());
  }
}
