package com.campaignsync.adapters.postgres.sync;

import static com.campaignsync.adapters.postgres.sync.Fixture.DAY;
import static com.campaignsync.adapters.postgres.sync.Fixture.V1;
import static com.campaignsync.adapters.postgres.sync.Fixture.V2;
import static com.campaignsync.adapters.postgres.sync.Fixture.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.metric.Measures;
import com.campaignsync.domain.metric.MetricRow;
import com.campaignsync.domain.source.RejectReason;
import com.campaignsync.domain.source.SourceRecord;
import com.campaignsync.domain.store.Deletion;
import com.campaignsync.domain.store.LoadCounts;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MetricsLoadTest {

  private static final String ROWS =
      "SELECT c.campaign_id, m.metric_date, m.clicks, m.spend FROM campaign_metrics m"
          + " JOIN campaign_spaces c ON c.id = m.campaign_space_id WHERE m.connection_id = ?"
          + " ORDER BY 1, 2";
  private static final String TOTALS =
      "SELECT campaign_id, total_impressions, total_clicks, total_spend FROM campaign_spaces"
          + " WHERE connection_id = ? ORDER BY 1";
  private static final String CHANGES =
      "SELECT operation, old_values ->> 'clicks', new_values ->> 'clicks', old_values ->> 'spend',"
          + " new_values ->> 'spend', (SELECT count(*) FROM jsonb_object_keys(old_values))"
          + " FROM metric_changes WHERE connection_id = ?";
  private static final String REJECTS =
      "SELECT metric_date, reason, raw_row ->> 'campaign_id' FROM sync_rejects"
          + " WHERE connection_id = ? ORDER BY id";
  private static final String VERSION =
      "SELECT data_version FROM tenants t JOIN connections c ON c.tenant_id = t.id WHERE c.id = ?";

  private final Fixture fixture = new Fixture();

  @Test
  void load_storesNewRows() {
    LoadCounts counts =
        fixture.load(V1, row("a", DAY, 5L, "1.5"), row("b", DAY.plusDays(1), null, null));
    assertEquals(new LoadCounts(2, 2, 0, 0, 0, 0, Set.of()), counts);
    assertEquals(
        List.of("a|2026-05-31|5|1.500000000", "b|2026-06-01|null|null"), fixture.rows(ROWS));
  }

  @Test
  void load_twiceIsTheSameAsOnce() {
    fixture.load(V1, row("a", DAY, 5L, "1.5"));
    LoadCounts again = fixture.load(V2, row("a", DAY, 5L, "1.50"));
    assertEquals(new LoadCounts(1, 0, 0, 1, 0, 0, Set.of()), again);
    assertEquals(List.of("a|2026-05-31|5|1.500000000"), fixture.rows(ROWS));
  }

  @Test
  void load_logsOldAndNewOfARestatedRow() {
    fixture.load(V1, row("a", DAY, 5L, "1.5"));
    LoadCounts counts = fixture.load(V2, row("a", DAY, 7L, null));
    assertEquals(new LoadCounts(1, 0, 1, 0, 0, 0, Set.of()), counts);
    assertEquals(List.of("update|5|7|1.500000000|null|11"), fixture.rows(CHANGES));
    assertEquals(List.of("a|2026-05-31|7|null"), fixture.rows(ROWS));
  }

  /** A question for the numbers as of a moment inside a commit finds all of it or nothing. */
  @Test
  void load_stampsAllThatACommitChangesWithOneInstant() {
    MetricRow[] first =
        IntStream.range(0, 50).mapToObj(i -> row("c" + i, DAY, 1L, "1")).toArray(MetricRow[]::new);
    fixture.load(V1, first);
    List<SourceRecord> then =
        IntStream.range(3, 70)
            .<SourceRecord>mapToObj(i -> new SourceRecord.Accepted(row("c" + i, DAY, 2L, "2")))
            .toList();
    fixture.loadDays(V2, new Deletion(Set.of(DAY), false), Set.of(DAY), then);
    assertEquals(
        2,
        fixture
            .rows(
                "WITH mine AS (SELECT CAST(? AS uuid) AS id)"
                    + " SELECT changed_at FROM metric_changes, mine WHERE connection_id = mine.id"
                    + " UNION SELECT first_synced_at FROM campaign_metrics, mine"
                    + " WHERE connection_id = mine.id")
            .size(),
        "one instant for each of two commits");
    assertEquals(
        "3|47",
        fixture.value(
            "SELECT count(*) FILTER (WHERE operation = 'delete'),"
                + " count(*) FILTER (WHERE operation = 'update') FROM metric_changes"
                + " WHERE connection_id = ?"));
  }

  @Test
  void load_unchangedWritesOnlyWatermarksAndCounters() {
    fixture.load(V1, row("a", DAY, 5L, "1.5"));
    String touched =
        "SELECT c.xmin, k.xmin, t.xmin, d.xmin, m.xmin, k.last_metrics_changed_at"
            + " FROM connections k JOIN tenants t ON t.id = k.tenant_id"
            + " JOIN campaign_spaces c ON c.connection_id = k.id"
            + " JOIN metrics_daily d ON d.connection_id = k.id"
            + " JOIN campaign_metrics m ON m.connection_id = k.id WHERE k.id = ?";
    String before = fixture.value(touched);
    fixture.load(V2, row("a", DAY, 5L, "1.5"));
    assertEquals(before, fixture.value(touched));
    assertEquals("1|1|0", fixture.value(JOB_COUNTS));
    assertEquals(
        "2026-06-01 07:00:00+00|1",
        fixture.value(
            "SELECT extraction_version AT TIME ZONE 'UTC' || '+00', row_count"
                + " FROM source_partitions WHERE connection_id = ?"));
  }

  private static final String JOB_COUNTS =
      "SELECT records_inserted, records_unchanged, records_failed FROM sync_jobs"
          + " WHERE connection_id = ?";

  @Test
  void load_bumpsTheDataVersionOnlyWhenRowsChanged() {
    fixture.load(V1, row("a", DAY, 5L, "1.5"));
    assertEquals("1", fixture.value(VERSION));
    fixture.load(V2, row("a", DAY, 5L, "1.5"));
    assertEquals("1", fixture.value(VERSION));
    fixture.load(V2.plusSeconds(1), row("a", DAY, 6L, "1.5"));
    assertEquals("2", fixture.value(VERSION));
  }

  @Test
  void load_keepsSumsOfUnknownsUnknown() {
    fixture.load(V1, row("a", DAY, null, null), row("a", DAY.plusDays(1), null, "2"));
    assertEquals(List.of("a|2000|null|2.000000000"), fixture.rows(TOTALS));
    assertEquals(
        List.of("null|null", "null|2.000000000"),
        fixture.rows(
            "SELECT clicks, spend FROM metrics_daily WHERE connection_id = ?"
                + " ORDER BY metric_date"));
  }

  @Test
  void load_makesATotalUnknownAgainWhenItsLastValueVanishes() {
    fixture.load(V1, row("a", DAY, 5L, "1"), row("a", DAY.plusDays(1), 6L, null));
    fixture.load(V2, row("a", DAY, null, null), row("a", DAY.plusDays(1), 6L, null));
    assertEquals(List.of("a|2000|6|null"), fixture.rows(TOTALS));
  }

  @Test
  void load_rejectsARowInAnotherCurrencyThanItsCampaigns() {
    fixture.load(V1, row("a", DAY, "EUR", 5L, "1"));
    LoadCounts counts =
        fixture.load(V2, row("a", DAY.plusDays(1), "USD", 6L, "1"), row("b", DAY, "USD", 1L, "1"));
    assertEquals(new LoadCounts(2, 1, 0, 0, 1, 0, Set.of()), counts);
    assertEquals(List.of("2026-06-01|CURRENCY_CHANGED|a"), fixture.rows(REJECTS));
    assertEquals(
        List.of("a|EUR", "b|USD"),
        fixture.rows(
            "SELECT campaign_id, currency FROM campaign_spaces WHERE connection_id = ? ORDER BY 1"));
  }

  @Test
  void load_logsTheCurrencyThatChanged() {
    fixture.load(V1, row("a", DAY, "EUR", 5L, "1"));
    fixture.loadDays(
        V2,
        new Deletion(Set.of(DAY), true),
        Set.of(DAY),
        List.of(new SourceRecord.Accepted(row("a", DAY, "USD", 5L, "1"))));
    assertEquals(
        List.of("EUR|USD|USD"),
        fixture.rows(
            "SELECT l.old_values ->> 'currency', l.new_values ->> 'currency', c.currency"
                + " FROM metric_changes l JOIN campaign_spaces c ON c.id = l.campaign_space_id"
                + " WHERE l.connection_id = ?"));
  }

  @Test
  void load_keepsTheFirstOfSeveralNewCurrencies() {
    LoadCounts counts =
        fixture.load(V1, row("a", DAY.plusDays(1), "USD", 6L, "1"), row("a", DAY, "EUR", 5L, "1"));
    assertEquals(new LoadCounts(2, 1, 0, 0, 1, 0, Set.of()), counts);
    assertEquals(List.of("a|2026-05-31|5|1.000000000"), fixture.rows(ROWS));
  }

  @Test
  void load_neverOverwritesANewerExtraction() {
    fixture.load(V2, row("a", DAY, 5L, "1"));
    LoadCounts counts = fixture.load(V1, row("a", DAY, 4L, "1"), row("b", DAY, 4L, "1"));
    assertEquals(new LoadCounts(2, 0, 0, 2, 0, 0, Set.of()), counts);
    assertEquals(List.of("a|2026-05-31|5|1.000000000"), fixture.rows(ROWS));
    assertEquals(
        "1",
        fixture.value(
            "SELECT row_count FROM source_partitions WHERE connection_id = ?"
                + " AND extraction_version = '2026-06-01T07:00:00Z'"));
  }

  @Test
  void load_storesTextsExactly() {
    String id = "90071992547409931234567";
    String name = "tab\tnew\nline\rback\\slash \\N \\. \u4e2d\ud83d\ude00 \"' " + "x".repeat(180);
    fixture.load(
        V1,
        new MetricRow(id, name, DAY, -1, "USD", Fixture.measures(1L, "1")),
        new MetricRow("  ", "   ", DAY, -1, "USD", Fixture.measures(1L, "1")));
    assertEquals(
        List.of("  |   ", id + "|" + name),
        fixture.rows(
            "SELECT campaign_id, name FROM campaign_spaces WHERE connection_id = ?"
                + " ORDER BY length(campaign_id)"));
  }

  @Test
  void load_storesNumbersExactly() {
    Measures measures =
        new Measures(
            -(1L << 62),
            Long.MAX_VALUE,
            new BigDecimal("-99999999999999999999999999999.999999999"),
            new BigDecimal("1E+3"),
            new BigDecimal("0.000000001"),
            new BigDecimal("1.50000000000"),
            null,
            null,
            null,
            BigDecimal.ZERO);
    fixture.load(V1, new MetricRow("a", null, DAY, 23, "USD", measures));
    assertEquals(
        "23|-4611686018427387904|9223372036854775807|-99999999999999999999999999999.999999999"
            + "|1000.000000000|0.000000001|1.500000000|null|0.000000000",
        fixture.value(
            "SELECT metric_hour, impressions, clicks, spend, conversions, revenue, leads, installs,"
                + " profit FROM campaign_metrics WHERE connection_id = ?"));
  }

  @Test
  void load_keepsAsideWhatItCannotStoreExactly() {
    BigDecimal tenDecimals = new BigDecimal("0.0000000001");
    Measures tooFine = new Measures(1L, 1L, tenDecimals, null, null, null, null, null, null, null);
    LoadCounts counts =
        fixture.load(
            V1,
            new MetricRow("fine", null, DAY, -1, "USD", tooFine),
            row("big", DAY, 1L, "1E+29"),
            new MetricRow("hour", null, DAY, 24, "USD", Fixture.measures(1L, "1")),
            new MetricRow("nul", "a\0b", DAY, -1, "USD", Fixture.measures(1L, "1")),
            new MetricRow("half", "\ud83d", DAY, -1, "USD", Fixture.measures(1L, "1")),
            row("x".repeat(257), DAY, 1L, "1"),
            row("", DAY, 1L, "1"),
            row("ok", DAY, 1L, "1"));
    assertEquals(new LoadCounts(8, 1, 0, 0, 7, 0, Set.of()), counts);
    assertEquals(
        List.of(
            "BAD_HOUR",
            "BAD_TEXT",
            "BAD_TEXT",
            "BAD_TEXT",
            "NOT_A_NUMBER",
            "NOT_A_NUMBER",
            "NO_CAMPAIGN"),
        fixture.rows("SELECT reason FROM sync_rejects WHERE connection_id = ? ORDER BY reason"));
  }

  @Test
  void load_keepsRejectsOfTheSourceAsTheyCame() {
    fixture.loadRecords(
        V1,
        List.of(
            new SourceRecord.Rejected(
                DAY, RejectReason.NOT_A_NUMBER, "{\"campaign_id\": \"a\\tb\"}"),
            new SourceRecord.Rejected(DAY, RejectReason.BAD_TEXT, "{\"n\": \"\\u0000\"}")));
    assertEquals(
        List.of("BAD_TEXT|null|{\"n\": \"\\u0000\"}", "NOT_A_NUMBER|a\tb|null"),
        fixture.rows(
            "SELECT reason, raw_row ->> 'campaign_id', raw_row ->> 'raw' FROM sync_rejects"
                + " WHERE connection_id = ? ORDER BY reason"));
    assertEquals(
        "2", fixture.value("SELECT row_count FROM source_partitions WHERE connection_id = ?"));
  }

  @Test
  void load_ofMoreCampaignsThanItRemembersStoresThemAll() {
    int campaigns = 50_001;
    List<SourceRecord> records =
        IntStream.range(0, campaigns)
            .<SourceRecord>mapToObj(i -> new SourceRecord.Accepted(row("c" + i, DAY, 1L, "1")))
            .toList();
    assertEquals(campaigns, fixture.loadRecords(V1, records).inserted());
    assertEquals(
        campaigns + "|" + campaigns,
        fixture.value("SELECT count(*), count(name) FROM campaign_spaces WHERE connection_id = ?"));
  }

  @Test
  void load_givesAnEmptyDayItsWatermark() {
    LoadCounts counts = fixture.loadDays(V1, Set.of(DAY), List.of());
    assertEquals(LoadCounts.NONE, counts);
    assertEquals(
        "2026-05-31|1970-01-01 00:00:00|0",
        fixture.value(
            "SELECT day, source_modified_at AT TIME ZONE 'UTC', row_count FROM source_partitions"
                + " WHERE connection_id = ?"));
  }

  @Test
  void load_keepsTheLatestNameOfACampaign() {
    fixture.load(V1, named("new", DAY.plusDays(1)));
    fixture.load(V2, named("old", DAY));
    assertEquals("new", fixture.value("SELECT name FROM campaign_spaces WHERE connection_id = ?"));
    fixture.load(V2.plusSeconds(1), named("newest", DAY.plusDays(1)));
    assertEquals(
        "newest", fixture.value("SELECT name FROM campaign_spaces WHERE connection_id = ?"));
    assertEquals("3", fixture.value(VERSION));
  }

  private static MetricRow named(String name, java.time.LocalDate day) {
    return new MetricRow("a", name, day, -1, "USD", Fixture.measures(1L, "1"));
  }

  @Test
  void load_leavesOtherConnectionsOfTheTenantAlone() {
    String tenant = "T" + UUID.randomUUID();
    Fixture first = new Fixture(tenant, "meta", "1");
    Fixture second = new Fixture(tenant, "meta", "2");
    first.load(V1, row("a", DAY, 5L, "1"));
    second.load(V1, row("a", DAY, 7L, "2"));
    first.load(V2, row("a", DAY, 6L, "1"));
    assertEquals(List.of("a|1000|6|1.000000000"), first.rows(TOTALS));
    assertEquals(List.of("a|1000|7|2.000000000"), second.rows(TOTALS));
    String daily = "SELECT clicks FROM metrics_daily WHERE connection_id = ?";
    assertEquals(List.of("6", "7"), List.of(first.value(daily), second.value(daily)));
  }

  @Test
  void load_updatesWhenPerformanceWasLastUpdatedOnlyWithTheTotals() {
    String updated = "SELECT performance_last_updated FROM campaign_spaces WHERE connection_id = ?";
    fixture.load(V1, row("a", DAY, 5L, "1"));
    String first = fixture.value(updated);
    Measures otherLeads =
        new Measures(1000L, 5L, BigDecimal.ONE, null, null, BigDecimal.TEN, null, null, null, null);
    fixture.load(V2, new MetricRow("a", "Name of a", DAY, -1, "USD", otherLeads));
    assertEquals(first, fixture.value(updated));
    fixture.load(V2.plusSeconds(1), row("a", DAY, 6L, "1"));
    assertTrue(first.compareTo(fixture.value(updated)) < 0);
  }
}
