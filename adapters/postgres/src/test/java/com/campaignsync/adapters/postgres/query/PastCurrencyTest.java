package com.campaignsync.adapters.postgres.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.query.ChangeReader;
import com.campaignsync.domain.query.Grouping;
import com.campaignsync.domain.query.MetricsFilter;
import com.campaignsync.domain.query.MetricsQuery;
import com.campaignsync.domain.query.MetricsShape;
import com.campaignsync.domain.tenant.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A campaign whose money was restated in another currency: ten dollars until 11, then 9 euros. */
class PastCurrencyTest {

  private static final LocalDate DAY = LocalDate.of(2026, 3, 28);
  private static final Store STORE = new Store();

  private static TenantId tenant;

  @BeforeAll
  static void fill() {
    tenant = STORE.tenant("UTC");
    UUID campaign = STORE.campaign(STORE.connection(tenant, "google_ads", "a"), "c", "EUR");
    STORE.row(campaign, DAY, 1L, 1L, "9");
    STORE.postgres.execute(
        "UPDATE campaign_metrics SET first_synced_at = '2026-04-01T10:00Z'"
            + " WHERE campaign_space_id = ?",
        campaign);
    STORE.postgres.execute(
        "INSERT INTO metric_changes (tenant_id, connection_id, entity, campaign_space_id,"
            + " metric_date, metric_hour, operation, old_values, new_values,"
            + " row_first_synced_at, job_id, changed_at)"
            + " SELECT tenant_id, connection_id, 'campaign_metrics', id, ?, -1, 'update',"
            + " '{\"spend\": 10, \"currency\": \"USD\"}', '{\"spend\": 9, \"currency\": \"EUR\"}',"
            + " '2026-04-01T10:00Z', gen_random_uuid(), '2026-04-01T11:00Z'"
            + " FROM campaign_spaces WHERE id = ?",
        DAY,
        campaign);
    STORE.rollUp(tenant);
  }

  private static String spent(String time, Optional<String> currency) {
    MetricsQuery query =
        new MetricsQuery(
            DayWindow.inclusive(DAY, DAY),
            new MetricsFilter(List.of(), Optional.empty(), currency),
            MetricsShape.by(Grouping.parse("currency").orElseThrow()),
            Optional.of(Instant.parse("2026-04-01T" + time + ":00Z")),
            Optional.empty(),
            100);
    return Store.get(new PostgresMetricsReader(STORE.transactions).report(tenant, info -> query))
        .report()
        .rows()
        .stream()
        .map(row -> row.sums().spend().stripTrailingZeros().toPlainString() + " " + row.currency())
        .toList()
        .toString();
  }

  @Test
  void moneyOfThePast_isInTheCurrencyOfThen() {
    assertEquals("[10 USD]", spent("10:30", Optional.empty()));
    assertEquals("[9 EUR]", spent("11:30", Optional.empty()));
    assertEquals("[10 USD]", spent("10:30", Optional.of("USD")));
    assertEquals("[]", spent("10:30", Optional.of("EUR")));
  }

  @Test
  void changes_tellTheCurrencyAfterThem() {
    ChangeReader.Filter all =
        new ChangeReader.Filter(
            DayWindow.inclusive(DAY, DAY),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    var change =
        Store.get(
                new PostgresChangeReader(STORE.transactions)
                    .changes(tenant, all, Optional.empty(), 100))
            .get(0);
    assertEquals("EUR", change.columns().get("currency"));
  }
}
