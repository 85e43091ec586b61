package com.campaignsync.adapters.postgres.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.campaignsync.domain.metric.AssetRow;
import com.campaignsync.domain.metric.DayDigest;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.metric.MetricRow;
import com.campaignsync.domain.source.RejectReason;
import com.campaignsync.domain.source.SourceRecord;
import com.campaignsync.domain.store.Deletion;
import com.campaignsync.domain.store.FakeBench;
import com.campaignsync.domain.store.FakeStore;
import com.campaignsync.domain.store.LoadCounts;
import com.campaignsync.domain.store.MetricsStoreBench;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same loads leave the same in the real store and in the one that simulations rely on. */
class FakeAgreesWithPostgresTest {

  private static final int LOADS = 25;
  private static final int SEEDS = 6;
  private static final Set<LocalDate> DAYS =
      Set.of(Fixture.DAY, Fixture.DAY.plusDays(1), Fixture.DAY.plusDays(2));

  static List<Long> seeds() {
    return new Random().longs(SEEDS).boxed().toList();
  }

  /** What both sides are given. */
  private record Given(
      Entity entity, Instant version, Deletion deletion, List<SourceRecord> records) {

    LoadCounts load(MetricsStoreBench bench) {
      return bench.loadDays(entity, version, deletion, DAYS, records);
    }
  }

  /** What a load leaves; ids of jobs are each store's own. */
  private record Left(
      List<MetricRow> rows,
      List<String> assets,
      Map<String, Long> changes,
      Map<String, Long> rejects,
      Map<LocalDate, Instant> versions,
      Map<LocalDate, DayDigest> digests) {

    static Left in(MetricsStoreBench bench, Entity entity) {
      return new Left(
          bench.rows(),
          bench.assetRows().stream().map(Left::asset).toList(),
          counted(bench.changes()),
          counted(
              bench.rejects().stream()
                  .map(r -> "%s %s %s %s".formatted(r.entity(), r.day(), r.reason(), r.open()))
                  .toList()),
          versions(bench, entity),
          new TreeMap<>(bench.digests(entity)));
    }

    /** Names are an asset's in one store and a row's in the other. */
    private static String asset(AssetRow row) {
      return "%s %s %s".formatted(row.assetId(), row.engagements(), row.metrics());
    }

    private static Map<String, Long> counted(List<?> values) {
      return values.stream()
          .collect(Collectors.groupingBy(String::valueOf, TreeMap::new, Collectors.counting()));
    }

    private static Map<LocalDate, Instant> versions(MetricsStoreBench bench, Entity entity) {
      Map<LocalDate, Instant> versions = new TreeMap<>();
      bench.watermarks(entity).forEach((day, mark) -> versions.put(day, mark.extractionVersion()));
      return versions;
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void sameLoads_leaveTheSame(long seed) {
    Random random = new Random(seed);
    MetricsStoreBench real = new FixtureBench(new Fixture());
    MetricsStoreBench fake = new FakeBench(new FakeStore(Fixture.V1), "t", "1");
    for (int i = 0; i < LOADS; i++) {
      Given given = given(random, i);
      String where = "seed %d, load %d: %s".formatted(seed, i, given);
      assertEquals(given.load(real), given.load(fake), where);
      assertEquals(Left.in(real, given.entity), Left.in(fake, given.entity), where);
    }
    real.assertSums();
    fake.assertSums();
  }

  private static Given given(Random random, int load) {
    Entity entity = random.nextInt(3) == 0 ? Entity.ASSET_METRICS : Entity.CAMPAIGN_METRICS;
    Map<String, SourceRecord> byKey = new TreeMap<>();
    int rows = random.nextInt(40);
    for (int i = 0; i < rows; i++) {
      MetricRow row = row(random);
      byKey.put(
          row.day() + row.campaignId() + row.hour(),
          random.nextInt(12) == 0 ? rejected(random, row) : accepted(random, entity, row));
    }
    Deletion deletion =
        random.nextBoolean() ? Deletion.NONE : new Deletion(DAYS, random.nextInt(4) == 0);
    Instant version = Fixture.V1.plusSeconds(load + random.nextInt(3));
    return new Given(entity, version, deletion, new ArrayList<>(byKey.values()));
  }

  private static MetricRow row(Random random) {
    return MetricsStoreBench.row(
        "c" + random.nextInt(20),
        Fixture.DAY.plusDays(random.nextInt(3)),
        random.nextInt(3) - 1,
        random.nextInt(30) == 0 ? "EUR" : "USD",
        random.nextInt(4) == 0 ? null : (long) random.nextInt(3));
  }

  private static SourceRecord accepted(Random random, Entity entity, MetricRow row) {
    return entity == Entity.CAMPAIGN_METRICS
        ? new SourceRecord.Accepted(row)
        : new SourceRecord.AcceptedAsset(
            new AssetRow("x" + random.nextInt(2), "Name", engagements(random), row));
  }

  private static @Nullable Long engagements(Random random) {
    return random.nextInt(3) == 0 ? null : (long) random.nextInt(3);
  }

  private static SourceRecord rejected(Random random, MetricRow row) {
    String campaign = "\"campaign_id\":\"%s\"".formatted(row.campaignId());
    String hour = "\"metric_hour\":%d".formatted(row.hour());
    return switch (random.nextInt(5)) {
      case 0 -> of(row, RejectReason.NO_CAMPAIGN, "{\"campaign_id\":null,\"spend\":\"1\"}");
      case 1 -> of(row, RejectReason.BAD_TEXT, "{\"n\":\"?\"}");
      case 2 -> of(row, RejectReason.BAD_HOUR, "{%s,\"metric_hour\":24}".formatted(campaign));
      case 3 -> of(row, RejectReason.NOT_A_NUMBER, "{%s}".formatted(campaign));
      default -> of(row, RejectReason.NOT_A_NUMBER, "{%s,%s}".formatted(campaign, hour));
    };
  }

  private static SourceRecord of(MetricRow row, RejectReason reason, String rawJson) {
    return new SourceRecord.Rejected(row.day(), reason, rawJson);
  }
}
