package com.campaignsync.domain.store;

import com.campaignsync.domain.metric.AssetRow;
import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.metric.MetricRow;
import com.campaignsync.domain.source.RejectReason;
import com.campaignsync.domain.source.SourceRecord;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/** A store under test, and short ways to say what is loaded into it. */
public abstract class MetricsStoreFixture {

  static final LocalDate DAY = LocalDate.of(2026, 5, 31);
  static final LocalDate NEXT = DAY.plusDays(1);
  static final Instant V1 = Instant.parse("2026-06-01T06:00:00Z");
  static final Instant V2 = V1.plusSeconds(3600);
  static final Instant V3 = V2.plusSeconds(3600);
  public static final DayWindow WINDOW = DayWindow.inclusive(DAY.minusDays(3), DAY.plusDays(10));

  MetricsStoreBench bench;

  /** A store with one connection that nobody else writes. */
  protected abstract MetricsStoreBench newBench(String tenant, String account);

  @BeforeEach
  void newBench() {
    bench = newBench("T" + UUID.randomUUID(), "1");
  }

  static MetricRow row(String campaign, LocalDate day, @Nullable Long clicks) {
    return MetricsStoreBench.row(campaign, day, MetricRow.WHOLE_DAY, "USD", clicks);
  }

  static AssetRow asset(String campaign, String asset, LocalDate day, @Nullable Long engagements) {
    return new AssetRow(asset, "Name of " + asset, engagements, row(campaign, day, 1L));
  }

  static List<SourceRecord> accepted(MetricRow... rows) {
    return Stream.of(rows).<SourceRecord>map(SourceRecord.Accepted::new).toList();
  }

  static List<SourceRecord> acceptedAssets(AssetRow... rows) {
    return Stream.of(rows).<SourceRecord>map(SourceRecord.AcceptedAsset::new).toList();
  }

  static SourceRecord rejected(LocalDate day, RejectReason reason, String rawJson) {
    return new SourceRecord.Rejected(day, reason, rawJson);
  }

  static Deletion proven(LocalDate... days) {
    return new Deletion(Set.of(days), false);
  }

  static LoadCounts counts(
      long inserted, long updated, long unchanged, long rejected, long deleted) {
    long processed = inserted + updated + unchanged + rejected;
    return new LoadCounts(processed, inserted, updated, unchanged, rejected, deleted, Set.of());
  }

  LoadCounts load(Instant version, MetricRow... rows) {
    return bench.load(Entity.CAMPAIGN_METRICS, version, Deletion.NONE, accepted(rows));
  }

  LoadCounts resync(Instant version, Set<LocalDate> days, MetricRow... rows) {
    return bench.loadDays(
        Entity.CAMPAIGN_METRICS, version, new Deletion(days, false), days, accepted(rows));
  }

  static MetricRow[] many(int count, LocalDate day) {
    return IntStream.range(0, count).mapToObj(i -> row("c" + i, day, 1L)).toArray(MetricRow[]::new);
  }

  LoadCounts loadAssets(Instant version, Deletion deletion, AssetRow... rows) {
    return bench.load(Entity.ASSET_METRICS, version, deletion, acceptedAssets(rows));
  }
}
