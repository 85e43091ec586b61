package com.campaignsync.adapters.postgres.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Sums kept are the sums of the rows kept, of each day and of each campaign, without rows too. */
final class StoredSums {

  private static final List<String> MEASURES =
      List.of(
          "impressions",
          "clicks",
          "spend",
          "conversions",
          "revenue",
          "leads",
          "installs",
          "purchases",
          "visitors",
          "profit");

  private StoredSums() {}

  static void assertExact(Fixture fixture, String where) {
    String sums =
        MEASURES.stream()
            .map(measure -> "sum(%s)".formatted(measure))
            .collect(Collectors.joining(", "));
    assertEquals(
        fixture.rows(
            "SELECT metric_date, currency, "
                + sums
                + " FROM campaign_metrics"
                + " WHERE connection_id = ? GROUP BY 1, 2 ORDER BY 1, 2"),
        fixture.rows(
            "SELECT metric_date, currency, "
                + String.join(", ", MEASURES)
                + " FROM metrics_daily WHERE connection_id = ? ORDER BY 1, 2"),
        where);
    assertEquals(
        fixture.rows(
            "SELECT c.campaign_id, "
                + IntStream.range(0, 5)
                    .mapToObj(i -> "sum(m.%s)".formatted(MEASURES.get(i)))
                    .collect(Collectors.joining(", "))
                + " FROM campaign_spaces c LEFT JOIN campaign_metrics m ON m.campaign_space_id = c.id"
                + " WHERE c.connection_id = ? GROUP BY c.campaign_id ORDER BY 1"),
        fixture.rows(
            "SELECT campaign_id, total_impressions, total_clicks, total_spend, total_conversions,"
                + " total_revenue FROM campaign_spaces WHERE connection_id = ? ORDER BY 1"),
        where);
    assertEquals(Set.of(), Set.copyOf(fixture.rows(MIXED_CURRENCIES)), where);
  }

  private static final String MIXED_CURRENCIES =
      "SELECT campaign_space_id FROM campaign_metrics WHERE connection_id = ?"
          + " GROUP BY 1 HAVING count(DISTINCT currency) > 1";
}
