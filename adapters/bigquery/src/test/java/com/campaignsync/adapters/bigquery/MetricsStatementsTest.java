package com.campaignsync.adapters.bigquery;

import static com.campaignsync.adapters.bigquery.Requests.DAY;
import static com.campaignsync.adapters.bigquery.Requests.IDENTITY;
import static com.campaignsync.adapters.bigquery.Requests.ONE;
import static com.campaignsync.adapters.bigquery.Requests.TABLES;
import static com.campaignsync.adapters.bigquery.Requests.all;
import static com.campaignsync.adapters.bigquery.Requests.read;
import static com.campaignsync.adapters.bigquery.Requests.required;
import static com.campaignsync.adapters.bigquery.Requests.state;
import static com.campaignsync.adapters.bigquery.Requests.target;
import static com.campaignsync.domain.metric.Entity.ASSET_METRICS;
import static com.campaignsync.domain.metric.Entity.CAMPAIGN_METRICS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.source.Grain;
import com.campaignsync.domain.source.MappingDocument;
import com.campaignsync.domain.source.ReadRequest;
import com.campaignsync.domain.source.ReadTarget;
import com.campaignsync.domain.source.SourceColumn;
import com.campaignsync.domain.source.SourceException;
import com.campaignsync.domain.source.SourceMapping;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The rendered statements, compared with golden files that were read by a person. */
class MetricsStatementsTest {

  private static final Set<SourceColumn> FLOAT_MONEY =
      EnumSet.of(SourceColumn.SPEND, SourceColumn.REVENUE);

  @Test
  void oneTarget_withFloatMoney_castsBeforeItSums() throws IOException {
    assertRead(
        "read_one_target.sql",
        read(
            CAMPAIGN_METRICS,
            IDENTITY,
            state(IDENTITY, all(CAMPAIGN_METRICS), FLOAT_MONEY, Set.of()),
            ONE));
  }

  @Test
  void hourly_keepsHours_andRefusesRowsWithoutOne() throws IOException {
    SourceMapping hourly = IDENTITY.withGrain(Grain.HOURLY);
    assertRead(
        "read_hourly.sql",
        read(
            CAMPAIGN_METRICS,
            hourly,
            state(hourly, all(CAMPAIGN_METRICS), FLOAT_MONEY, Set.of()),
            ONE));
  }

  @Test
  void someCampaigns_areOneMoreCondition() {
    ReadRequest all =
        read(
            CAMPAIGN_METRICS,
            IDENTITY,
            state(IDENTITY, required(CAMPAIGN_METRICS), Set.of(), Set.of()),
            ONE);
    ReadRequest some =
        new ReadRequest(
            all.entity(),
            all.mapping(),
            all.state(),
            all.targets(),
            all.days(),
            all.labels(),
            Set.of("c2", "c1"));
    MetricsStatements statements = new MetricsStatements(some, TABLES);
    String filter = "\n      AND given.`campaign_id` IN UNNEST(@campaign_ids)";
    assertTrue(statements.read().contains(filter), statements.read());
    assertEquals(new MetricsStatements(all, TABLES).read(), statements.read().replace(filter, ""));
    assertEquals(List.of("c1", "c2"), values(statements).get("campaign_ids"));
  }

  @Test
  void undated_areTheRowsThatNoDayHolds() throws IOException {
    ReadRequest request =
        read(
            CAMPAIGN_METRICS,
            IDENTITY,
            state(IDENTITY, required(CAMPAIGN_METRICS), Set.of(), Set.of()),
            ONE);
    assertGolden("read_undated.sql", new MetricsStatements(request, TABLES).undated());
  }

  @Test
  void manyTargets_areArraysSideBySide_withACurrencyEach() throws IOException {
    List<ReadTarget> three =
        List.of(
            target(1, "acme", "google_ads", null, "USD"),
            target(2, "x' OR '1'='1", "google_ads`; DROP", null, "EUR{keys}"),
            target(3, "acme", "meta_ads", null, "USD"));
    MetricsStatements statements =
        new MetricsStatements(
            read(
                CAMPAIGN_METRICS,
                IDENTITY,
                state(IDENTITY, required(CAMPAIGN_METRICS), Set.of(), Set.of()),
                three),
            TABLES);

    assertGolden("read_many_targets.sql", statements.read());
    assertFalse(statements.read().contains("DROP"), "values are parameters, never text");
    assertEquals(
        Map.of(
            "tenant_ids", List.of("acme", "x' OR '1'='1", "acme"),
            "platforms", List.of("google_ads", "google_ads`; DROP", "meta_ads"),
            "default_currencies", List.of("USD", "EUR{keys}", "USD")),
        values(statements));
  }

  @Test
  void accounts_areOneMoreArray() throws IOException {
    ReadRequest request =
        read(
            CAMPAIGN_METRICS,
            IDENTITY,
            state(IDENTITY, all(CAMPAIGN_METRICS), Set.of(), Set.of()),
            List.of(
                target(1, "acme", "google_ads", "act'1", "USD"),
                target(2, "acme", "google_ads", "act2", "USD")));

    assertRead("read_accounts.sql", request);
    assertEquals(
        List.of("act'1", "act2"),
        values(new MetricsStatements(request, TABLES)).get("account_ids"));
  }

  @Test
  void anAccount_needsAColumnToTellIt() {
    SourceException error =
        assertThrows(
            SourceException.class,
            () ->
                new MetricsStatements(
                    read(
                        CAMPAIGN_METRICS,
                        IDENTITY,
                        state(IDENTITY, required(CAMPAIGN_METRICS), Set.of(), Set.of()),
                        List.of(target(1, "acme", "google_ads", "a1", "USD"))),
                    TABLES));

    assertEquals(SourceException.Code.SOURCE_COLUMN_MISSING, error.code());
    assertEquals(
        "source 'campaign_metrics' has no column account_id to tell the connections' rows by; mend"
            + " the table or the connections' mapping",
        error.getMessage());
  }

  @Test
  void assets_areKeyedByAssetToo() throws IOException {
    SourceMapping mapping = new SourceMapping("asset_metrics", Map.of());
    assertRead(
        "read_assets.sql",
        read(
            ASSET_METRICS,
            mapping,
            state(mapping, all(ASSET_METRICS), FLOAT_MONEY, Set.of()),
            ONE));
  }

  @Test
  void googleAdsTransfer_isCastScaledAndJoinedToTheLatestNames() throws IOException {
    SourceMapping mapping =
        MappingDocument.parse(
            "google_ads.p_ads_CampaignBasicStats_1234567890",
            Map.of("preset", "google_ads_transfer", "customer_id", "1234567890"));
    assertRead(
        "read_google_ads_transfer.sql",
        read(
            CAMPAIGN_METRICS,
            mapping,
            state(
                mapping,
                withAccount(required(CAMPAIGN_METRICS)),
                EnumSet.of(SourceColumn.CONVERSIONS, SourceColumn.REVENUE),
                EnumSet.of(SourceColumn.CAMPAIGN_ID, SourceColumn.ACCOUNT_ID)),
            List.of(target(1, "acme", "google_ads", "1234567890", "USD"))));
  }

  @Test
  void fivetran_isOneTenants_andReadByPlatform() throws IOException {
    SourceMapping mapping =
        MappingDocument.parse(
            "ads.ad_reporting__campaign_report", Map.of("preset", "fivetran_ad_report"));
    Set<SourceColumn> columns = withAccount(required(CAMPAIGN_METRICS));
    columns.add(SourceColumn.CAMPAIGN_NAME);
    assertRead(
        "read_fivetran.sql",
        read(
            CAMPAIGN_METRICS,
            mapping,
            state(
                mapping,
                columns,
                EnumSet.of(SourceColumn.SPEND, SourceColumn.CONVERSIONS, SourceColumn.REVENUE),
                Set.of()),
            ONE));
  }

  @Test
  void constantsMicrosAndLackingColumns_needNothingOfTheSource() throws IOException {
    Map<String, @Nullable Object> document = new HashMap<>();
    document.put("tenant_id", Map.of("constant", "acme"));
    document.put("platform", Map.of("constant", "google_ads"));
    document.put("currency", Map.of("constant", "JPY"));
    document.put("spend", Map.of("column", "cost_micros", "scale", "micros"));
    document.put("revenue", null);
    SourceMapping mapping = MappingDocument.parse("ads.micros", document);
    ReadRequest request =
        read(
            CAMPAIGN_METRICS,
            mapping,
            state(mapping, required(CAMPAIGN_METRICS), Set.of(), Set.of()),
            ONE);

    assertRead("read_micros.sql", request);
    assertEquals(
        Map.of("default_currencies", List.of("USD"), "currency", "JPY"),
        values(new MetricsStatements(request, TABLES)));
  }

  @Test
  void months_singleDaysAndRanges_areLiteralsThatPrunePartitions() throws IOException {
    SourceMapping mapping =
        MappingDocument.parse(
            "ads.by_month",
            Map.of(
                "metric_date",
                "Report Day",
                "partition",
                Map.of("column", "Report Day", "kind", "month")));
    List<DayWindow> days =
        List.of(
            DayWindow.inclusive(DAY.minusDays(30), DAY.minusDays(30)),
            DayWindow.inclusive(DAY.minusDays(20), DAY.minusDays(11)),
            DayWindow.inclusive(DAY.minusDays(9), DAY.minusDays(9)),
            DayWindow.inclusive(DAY, DAY.plusDays(2)));
    assertRead(
        "read_month_partition.sql",
        new ReadRequest(
            CAMPAIGN_METRICS,
            mapping,
            state(mapping, required(CAMPAIGN_METRICS), Set.of(), Set.of()),
            ONE,
            days,
            Map.of()));
  }

  @Test
  void digests_areOverTheSameRows() throws IOException {
    ReadRequest campaigns =
        read(
            CAMPAIGN_METRICS,
            IDENTITY,
            state(IDENTITY, all(CAMPAIGN_METRICS), FLOAT_MONEY, Set.of()),
            ONE);
    SourceMapping assets = new SourceMapping("asset_metrics", Map.of());

    assertGolden("digest_campaigns.sql", new MetricsStatements(campaigns, TABLES).digest());
    assertGolden(
        "digest_assets.sql",
        new MetricsStatements(
                read(
                    ASSET_METRICS,
                    assets,
                    state(assets, required(ASSET_METRICS), Set.of(), Set.of()),
                    ONE),
                TABLES)
            .digest());
  }

  @Test
  void aConstantOfAnotherTenantPlatformOrAccount_isAMismatch() {
    SourceMapping mapping =
        MappingDocument.parse(
            "t",
            Map.of(
                "tenant_id", Map.of("constant", "acme"),
                "platform", Map.of("constant", "google_ads"),
                "account_id", Map.of("constant", "7")));

    assertEquals(null, ReadTargets.mismatch(mapping, target(1, "acme", "google_ads", "7", "USD")));
    assertEquals(null, ReadTargets.mismatch(mapping, target(1, "acme", "google_ads", null, "USD")));
    assertEquals(
        "source 't' is of tenant 'acme' by its mapping, the connection is of 'globex'; mend the"
            + " connection's mapping",
        ReadTargets.mismatch(mapping, target(1, "globex", "google_ads", "7", "USD")).getMessage());
    assertEquals(
        SourceException.Code.SOURCE_QUERY_INVALID,
        ReadTargets.mismatch(mapping, target(1, "acme", "meta_ads", "7", "USD")).code());
    assertEquals(
        SourceException.Code.SOURCE_QUERY_INVALID,
        ReadTargets.mismatch(mapping, target(1, "acme", "google_ads", "8", "USD")).code());
  }

  private static Set<SourceColumn> withAccount(Set<SourceColumn> columns) {
    Set<SourceColumn> more = EnumSet.copyOf(columns);
    more.add(SourceColumn.ACCOUNT_ID);
    return more;
  }

  private static Map<String, Object> values(MetricsStatements statements) {
    Map<String, Object> values = new HashMap<>();
    statements
        .parameters()
        .forEach(
            (name, value) ->
                values.put(
                    name,
                    value.getArrayValues() == null
                        ? value.getValue()
                        : value.getArrayValues().stream().map(v -> v.getValue()).toList()));
    return values;
  }

  private static void assertRead(String file, ReadRequest request) throws IOException {
    assertGolden(file, new MetricsStatements(request, TABLES).read());
  }

  private static void assertGolden(String file, String sql) throws IOException {
    try (InputStream golden =
        Objects.requireNonNull(
            MetricsStatementsTest.class.getResourceAsStream("golden/" + file), file)) {
      assertEquals(new String(golden.readAllBytes(), StandardCharsets.UTF_8), sql + "\n", file);
    }
  }
}
