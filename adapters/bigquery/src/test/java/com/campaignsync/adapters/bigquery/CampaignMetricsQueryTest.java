package com.campaignsync.adapters.bigquery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.source.ReadRequest;
import com.campaignsync.domain.source.SourceColumn;
import com.campaignsync.domain.source.SourceMapping;
import com.campaignsync.domain.source.SourceState;
import com.campaignsync.domain.tenant.TenantId;
import com.google.cloud.bigquery.QueryParameterValue;
import com.google.cloud.bigquery.TableId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The rendered statement, compared with golden files that were read by a person. */
class CampaignMetricsQueryTest {

  private static final TableId TABLE = TableId.of("proj", "engarde_analytics", "campaign_metrics");
  private static final LocalDate DAY = LocalDate.of(2026, 2, 27);
  private static final Set<SourceColumn> ALL = EnumSet.allOf(SourceColumn.class);
  private static final Set<SourceColumn> REQUIRED =
      Arrays.stream(SourceColumn.values())
          .filter(SourceColumn::required)
          .collect(Collectors.toUnmodifiableSet());
  private static final List<DayWindow> THREE_DAYS =
      List.of(DayWindow.inclusive(DAY, DAY.plusDays(2)));
  private static final SourceMapping IDENTITY = new SourceMapping("campaign_metrics", Map.of());

  @Test
  void allColumns_withFloatMoney_castBeforeTheyAreSummed() throws IOException {
    Set<SourceColumn> floats = EnumSet.of(SourceColumn.SPEND, SourceColumn.REVENUE);

    assertGolden("all_columns_float_money.sql", query(IDENTITY, ALL, floats, null, THREE_DAYS));
  }

  @Test
  void onlyRequiredColumns_withNumericMoney_needNoCountOfBadValues() throws IOException {
    assertGolden(
        "required_columns_numeric_money.sql",
        query(IDENTITY, REQUIRED, Set.of(), null, THREE_DAYS));
  }

  @Test
  void mappedNames_standInPlaceOfOurs_andResultsKeepOurs() throws IOException {
    SourceMapping mapping =
        new SourceMapping(
            "other-proj.google_ads.campaign stats",
            Map.of(
                SourceColumn.METRIC_DATE, "date_day",
                SourceColumn.CAMPAIGN_ID, "Campaign Id",
                SourceColumn.SPEND, "cost",
                SourceColumn.TENANT_ID, "customer"));
    CampaignMetricsQuery query =
        new CampaignMetricsQuery(
            request(mapping, REQUIRED, Set.of(SourceColumn.SPEND), null, THREE_DAYS),
            TableId.of("other-proj", "google_ads", "campaign stats"));

    assertGolden("mapped_names.sql", query);
  }

  @Test
  void anAccount_isAFilterByParameter() throws IOException {
    CampaignMetricsQuery query = query(IDENTITY, ALL, Set.of(), "act'1", THREE_DAYS);

    assertGolden("account.sql", query);
    assertEquals(QueryParameterValue.string("act'1"), query.parameters().get("account_id"));
  }

  @Test
  void singleDaysAndRanges_areLiteralsThatPrunePartitions() throws IOException {
    List<DayWindow> days =
        List.of(
            DayWindow.inclusive(DAY.minusDays(30), DAY.minusDays(30)),
            DayWindow.inclusive(DAY.minusDays(20), DAY.minusDays(11)),
            DayWindow.inclusive(DAY.minusDays(9), DAY.minusDays(9)),
            DayWindow.inclusive(DAY, DAY.plusDays(2)));

    assertGolden("days.sql", query(IDENTITY, REQUIRED, Set.of(), null, days));
  }

  @Test
  void valuesAreParameters_neverText() {
    CampaignMetricsQuery query =
        new CampaignMetricsQuery(
            new ReadRequest(
                IDENTITY,
                state(ALL, Set.of()),
                new TenantId("x' OR '1'='1"),
                "google_ads`; DROP",
                null,
                "USD{sums}",
                THREE_DAYS,
                Map.of()),
            TABLE);

    assertFalse(query.sql().contains("OR '1'"), query.sql());
    assertFalse(query.sql().contains("DROP"), query.sql());
    assertEquals(
        Map.of(
            "tenant_id", QueryParameterValue.string("x' OR '1'='1"),
            "platform", QueryParameterValue.string("google_ads`; DROP"),
            "default_currency", QueryParameterValue.string("USD{sums}")),
        query.parameters());
  }

  private static CampaignMetricsQuery query(
      SourceMapping mapping,
      Set<SourceColumn> columns,
      Set<SourceColumn> floats,
      @Nullable String accountId,
      List<DayWindow> days) {
    return new CampaignMetricsQuery(request(mapping, columns, floats, accountId, days), TABLE);
  }

  private static ReadRequest request(
      SourceMapping mapping,
      Set<SourceColumn> columns,
      Set<SourceColumn> floats,
      @Nullable String accountId,
      List<DayWindow> days) {
    return new ReadRequest(
        mapping,
        state(columns, floats),
        new TenantId("acme"),
        "google_ads",
        accountId,
        "USD",
        days,
        Map.of());
  }

  private static SourceState state(Set<SourceColumn> columns, Set<SourceColumn> floats) {
    return new SourceState(columns, floats, Map.of(), null, false, null);
  }

  private static void assertGolden(String file, CampaignMetricsQuery query) throws IOException {
    try (InputStream golden =
        Objects.requireNonNull(
            CampaignMetricsQueryTest.class.getResourceAsStream("golden/" + file), file)) {
      assertEquals(new String(golden.readAllBytes(), StandardCharsets.UTF_8), query.sql(), file);
    }
  }
}
