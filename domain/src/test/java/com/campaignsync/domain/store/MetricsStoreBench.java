package com.campaignsync.domain.store;

import com.campaignsync.domain.metric.AssetRow;
import com.campaignsync.domain.metric.DayDigest;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.metric.Measures;
import com.campaignsync.domain.metric.MetricRow;
import com.campaignsync.domain.source.RejectReason;
import com.campaignsync.domain.source.SourceRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One connection of a store under test: what the contract does with it and asks of it. */
public interface MetricsStoreBench {

  /** A change log's entry; clicks stand for all measures. */
  record Change(
      Entity entity,
      String operation,
      String campaignId,
      @Nullable String assetId,
      LocalDate day,
      @Nullable Long oldClicks,
      @Nullable Long newClicks) {}

  /** A row kept aside; open until its day is loaded without it. */
  record Reject(Entity entity, LocalDate day, RejectReason reason, boolean open, UUID jobId) {}

  /** Clicks are given, everything else follows from the campaign's id. */
  static MetricRow row(
      String campaign, LocalDate day, int hour, String currency, @Nullable Long clicks) {
    Measures measures =
        new Measures(
            1000L, clicks, new BigDecimal("1.500000000"), null, null, null, null, null, null, null);
    return new MetricRow(campaign, "Name of " + campaign, day, hour, currency, measures);
  }

  AdConnection connection();

  /** The job that loads. */
  UUID jobId();

  /** Loads are of another job from now on. */
  void newJob();

  /** Somebody else takes the lease. */
  void loseLease();

  /** Somebody changes the currency of every stored row of an entity behind the store's back. */
  void tamperWithCurrency(Entity entity, String currency);

  void sourceModifiedAt(Map<LocalDate, Instant> times);

  LoadCounts loadDays(
      Entity entity,
      Instant version,
      Deletion deletion,
      Set<LocalDate> days,
      List<SourceRecord> records);

  /** Of the days that the records have, where only these campaigns were read. */
  LoadCounts loadOnly(Set<String> campaigns, Instant version, List<SourceRecord> records);

  /** Of the days that the records have. */
  default LoadCounts load(
      Entity entity, Instant version, Deletion deletion, List<SourceRecord> records) {
    Set<LocalDate> days = new TreeSet<>();
    records.forEach(record -> days.add(record.day()));
    return loadDays(entity, version, deletion, days, records);
  }

  /** By day, campaign and hour. */
  List<MetricRow> rows();

  /** By day, campaign, asset and hour. */
  List<AssetRow> assetRows();

  /** In the order in which they were made. */
  List<Change> changes();

  List<Reject> rejects();

  Map<LocalDate, Watermark> watermarks(Entity entity);

  Map<LocalDate, DayDigest> digests(Entity entity);

  /** Fails unless totals and rollup are the sums of the rows, for campaigns without rows too. */
  void assertSums();
}
