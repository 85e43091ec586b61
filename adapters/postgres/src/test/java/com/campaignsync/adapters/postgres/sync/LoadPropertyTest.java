package com.campaignsync.adapters.postgres.sync;

import static com.campaignsync.adapters.postgres.sync.Fixture.DAY;
import static com.campaignsync.adapters.postgres.sync.Fixture.V1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.campaignsync.domain.metric.Measures;
import com.campaignsync.domain.metric.MetricRow;
import com.campaignsync.domain.source.SourceRecord;
import com.campaignsync.domain.store.LoadCounts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is loaded in whatever order: sums kept are the sums of the rows kept. */
class LoadPropertyTest {

  private static final int LOADS = 25;
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

  static List<Long> seeds() {
    Random random = new Random();
    return random.longs(4).boxed().toList();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void totalsAndRollups_areAlwaysTheSumsOfTheRows(long seed) {
    Random random = new Random(seed);
    Fixture fixture = new Fixture();
    for (int i = 0; i < LOADS; i++) {
      List<SourceRecord> records = randomDays(random);
      LoadCounts counts = fixture.loadRecords(V1.plusSeconds(random.nextInt(LOADS)), records);
      assertEquals(records.size(), counts.processed(), "seed " + seed);
      assertEquals(
          counts.processed(),
          counts.inserted() + counts.updated() + counts.unchanged() + counts.rejected());
      assertSums(fixture, "seed " + seed + ", load " + i);
    }
  }

  private static List<SourceRecord> randomDays(Random random) {
    Map<String, SourceRecord> byKey = new HashMap<>();
    int rows = 1 + random.nextInt(40);
    for (int i = 0; i < rows; i++) {
      MetricRow row = randomRow(random);
      byKey.put(row.campaignId() + row.day() + row.hour(), new SourceRecord.Accepted(row));
    }
    List<SourceRecord> records = new ArrayList<>(byKey.values());
    Collections.shuffle(records, random);
    return records;
  }

  private static MetricRow randomRow(Random random) {
    return new MetricRow(
        "c" + random.nextInt(6),
        null,
        DAY.plusDays(random.nextInt(4)),
        random.nextInt(3) - 1,
        random.nextInt(10) == 0 ? "EUR" : "USD",
        new Measures(
            count(random),
            count(random),
            number(random),
            number(random),
            number(random),
            number(random),
            number(random),
            number(random),
            number(random),
            number(random)));
  }

  private static @Nullable Long count(Random random) {
    return random.nextInt(3) == 0 ? null : (long) random.nextInt(5) - 1;
  }

  private static @Nullable BigDecimal number(Random random) {
    return random.nextInt(3) == 0 ? null : BigDecimal.valueOf(random.nextInt(9) - 3, 9);
  }

  private static void assertSums(Fixture fixture, String where) {
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
                + " FROM campaign_spaces c JOIN campaign_metrics m ON m.campaign_space_id = c.id"
                + " WHERE c.connection_id = ? GROUP BY c.campaign_id ORDER BY 1"),
        fixture.rows(
            "SELECT campaign_id, total_impressions, total_clicks, total_spend, total_conversions,"
                + " total_revenue FROM campaign_spaces c WHERE connection_id = ?"
                + " AND EXISTS (SELECT FROM campaign_metrics m WHERE m.campaign_space_id = c.id)"
                + " ORDER BY 1"),
        where);
    assertEquals(Set.of(), Set.copyOf(fixture.rows(MIXED_CURRENCIES)), where);
  }

  private static final String MIXED_CURRENCIES =
      "SELECT campaign_space_id FROM campaign_metrics WHERE connection_id = ?"
          + " GROUP BY 1 HAVING count(DISTINCT currency) > 1";
}
