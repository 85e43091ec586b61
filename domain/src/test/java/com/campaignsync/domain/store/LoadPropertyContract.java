package com.campaignsync.domain.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.metric.Measures;
import com.campaignsync.domain.metric.MetricRow;
import com.campaignsync.domain.source.SourceRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is loaded in whatever order: sums kept are the sums of the rows kept. */
public abstract class LoadPropertyContract {

  private static final LocalDate DAY = LocalDate.of(2026, 5, 31);
  private static final Instant V1 = Instant.parse("2026-06-01T06:00:00Z");
  private static final int LOADS = 25;
  private static final Set<LocalDate> DAYS =
      Set.of(DAY, DAY.plusDays(1), DAY.plusDays(2), DAY.plusDays(3));

  /** A store with one connection that nobody else writes. */
  protected abstract MetricsStoreBench newBench();

  static List<Long> seeds() {
    Random random = new Random();
    return random.longs(4).boxed().toList();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void totalsAndRollups_areAlwaysTheSumsOfTheRows(long seed) {
    Random random = new Random(seed);
    MetricsStoreBench bench = newBench();
    for (int i = 0; i < LOADS; i++) {
      List<SourceRecord> records = randomDays(random);
      Instant version = V1.plusSeconds(i + random.nextInt(3));
      LoadCounts counts =
          bench.loadDays(Entity.CAMPAIGN_METRICS, version, randomDeletion(random), DAYS, records);
      assertEquals(records.size(), counts.processed(), "seed " + seed);
      assertEquals(
          counts.processed(),
          counts.inserted() + counts.updated() + counts.unchanged() + counts.rejected());
      bench.assertSums();
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

  /** Often nothing may go, often only a day's rows, sometimes all. */
  private static Deletion randomDeletion(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> Deletion.NONE;
      case 1 -> new Deletion(Set.of(DAY.plusDays(random.nextInt(4))), random.nextBoolean());
      default -> new Deletion(DAYS, random.nextBoolean());
    };
  }
}
