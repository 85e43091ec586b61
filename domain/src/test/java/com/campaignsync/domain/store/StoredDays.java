package com.campaignsync.domain.store;

import com.campaignsync.domain.metric.AssetRow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.source.RejectReason;
import com.campaignsync.domain.source.SourceRecord;
import com.campaignsync.domain.source.SourceRecord.Rejected;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the fake store keeps of one connection and entity. Immutable to its users: a load makes a
 * new one, so that a load that fails leaves nothing behind.
 *
 * @param rejects all ever kept, oldest first
 */
public record StoredDays(
    TreeMap<StoredRow.Key, StoredRow> byKey,
    Map<LocalDate, Watermark> watermarks,
    List<Change> changes,
    List<KeptReject> rejects) {

  static final StoredDays NONE = new StoredDays(new TreeMap<>(), Map.of(), List.of(), List.of());

  /**
   * A restated or deleted row.
   *
   * @param after null for a deleted one
   */
  public record Change(StoredRow before, @Nullable StoredRow after, UUID jobId) {}

  /**
   * A record kept aside.
   *
   * @param open whether no later load has settled it
   * @param jobId the last job that read it
   */
  record KeptReject(Rejected record, boolean open, UUID jobId) {}

  /**
   * What a load makes of the days.
   *
   * @param currencies the one currency of each of the connection's campaigns
   */
  record Load(StoredDays after, LoadCounts counts, Map<String, String> currencies) {}

  /**
   * The same with whole days loaded.
   *
   * @param currencies the one currency of each of the connection's campaigns so far
   */
  Load with(
      LoadContext context,
      Set<LocalDate> days,
      List<SourceRecord> records,
      Map<String, String> currencies) {
    Merge merge = new Merge(this, context, days, currencies);
    merge.nameCurrencies(records);
    merge.changeCurrencies(records);
    records.forEach(merge::add);
    days.stream().filter(merge::isOpen).forEach(merge::finish);
    return new Load(
        new StoredDays(merge.byKey, merge.watermarks, merge.changes, merge.settledRejects()),
        merge.counts,
        merge.currencies);
  }

  /** One load at work on copies. */
  private static final class Merge {
    /** A campaign's first row says its currency. */
    private static final Comparator<StoredRow> BY_SLOT =
        Comparator.<StoredRow, LocalDate>comparing(row -> row.metrics().day())
            .thenComparing(row -> row.metrics().hour())
            .thenComparing(row -> row.metrics().currency());

    private final StoredDays before;
    private final LoadContext context;
    private final Set<LocalDate> days;
    private final TreeMap<StoredRow.Key, StoredRow> byKey;
    private final Map<LocalDate, Watermark> watermarks;
    private final Map<String, String> currencies;
    private final List<Change> changes;
    private final Set<StoredRow.Key> seen = new HashSet<>();
    private final List<Rejected> unread = new ArrayList<>();
    private final List<Rejected> rejected = new ArrayList<>();
    private LoadCounts counts = LoadCounts.NONE;

    Merge(
        StoredDays before,
        LoadContext context,
        Set<LocalDate> days,
        Map<String, String> currencies) {
      this.before = before;
      this.context = context;
      this.days = days;
      this.byKey = new TreeMap<>(before.byKey);
      this.watermarks = new HashMap<>(before.watermarks);
      this.currencies = new HashMap<>(currencies);
      this.changes = new ArrayList<>(before.changes);
    }

    /** Whether the load may say anything about a day: not if a later extraction did already. */
    boolean isOpen(LocalDate day) {
      Watermark mark = before.watermarks.get(day);
      boolean newerHere =
          mark != null && mark.extractionVersion().isAfter(context.extractionVersion());
      return days.contains(day) && !newerHere;
    }

    void nameCurrencies(List<SourceRecord> records) {
      records.stream()
          .filter(record -> isOpen(record.day()))
          .map(StoredRow::of)
          .filter(Objects::nonNull)
          .sorted(BY_SLOT)
          .forEach(
              row -> currencies.putIfAbsent(row.metrics().campaignId(), row.metrics().currency()));
    }

    /** By force, where every stored row of a campaign is replaced and nothing of it is rejected. */
    void changeCurrencies(List<SourceRecord> records) {
      if (!context.deletion().forced() || context.entity() != Entity.CAMPAIGN_METRICS) {
        return;
      }
      Map<String, Set<String>> wanted = new HashMap<>();
      for (SourceRecord record : records) {
        StoredRow row = StoredRow.of(record);
        if (row != null && isOpen(record.day())) {
          wanted
              .computeIfAbsent(row.metrics().campaignId(), any -> new HashSet<>())
              .add(row.metrics().currency());
        }
      }
      wanted.forEach(
          (campaign, found) -> {
            if (found.size() == 1 && isReplaced(campaign, records)) {
              currencies.put(campaign, found.iterator().next());
            }
          });
    }

    private boolean isReplaced(String campaign, List<SourceRecord> records) {
      boolean allDays =
          before.byKey.values().stream()
              .filter(row -> row.metrics().campaignId().equals(campaign))
              .map(row -> row.metrics().day())
              .allMatch(day -> isOpen(day) && context.deletion().provenDays().contains(day));
      return allDays
          && records.stream()
              .filter(Rejected.class::isInstance)
              .map(record -> RejectedKey.of((Rejected) record))
              .noneMatch(
                  key ->
                      !key.none()
                          && (key.campaignId() == null || key.campaignId().equals(campaign)));
    }

    /**
     * A load settles what was open of its days. What it rejects again as it was is opened again,
     * under this job: once however often it is read.
     */
    List<KeptReject> settledRejects() {
      List<Rejected> left = new ArrayList<>(rejected);
      List<KeptReject> all = new ArrayList<>();
      for (KeptReject kept : before.rejects) {
        boolean settled = kept.open() && isOpen(kept.record().day()) && isRead(kept.record());
        boolean again = settled && left.remove(kept.record());
        all.add(settled ? settle(kept, again) : kept);
      }
      left.forEach(record -> all.add(new KeptReject(record, true, context.jobId())));
      return all;
    }

    private boolean isRead(Rejected record) {
      String campaign = RejectedKey.of(record).campaignId();
      return context.isOfWholeDays()
          || (campaign != null && context.campaignIds().contains(campaign));
    }

    private KeptReject settle(KeptReject kept, boolean again) {
      return new KeptReject(kept.record(), again, again ? context.jobId() : kept.jobId());
    }

    void finish(LocalDate day) {
      if (context.deletion().provenDays().contains(day)) {
        deleteVanished(day);
      }
      if (!context.isOfWholeDays()) {
        return;
      }
      watermarks.put(
          day,
          new Watermark(
              context.sourceModifiedAt().getOrDefault(day, Instant.EPOCH),
              context.extractionVersion(),
              context.jobId()));
    }

    private void deleteVanished(LocalDate day) {
      List<StoredRow> stored =
          before.byKey.values().stream().filter(row -> row.metrics().day().equals(day)).toList();
      List<StoredRow> going = stored.stream().filter(this::isGone).toList();
      if (context.deletion().isRefused(going.size(), stored.size())) {
        counts = counts.plus(new LoadCounts(0, 0, 0, 0, 0, 0, Set.of(day)));
        return;
      }
      going.forEach(
          row -> {
            byKey.remove(row.key());
            changes.add(new Change(row, null, context.jobId()));
          });
      counts = counts.plus(new LoadCounts(0, 0, 0, 0, 0, going.size(), Set.of()));
    }

    /** A key that was rejected is at the source still. */
    private boolean isGone(StoredRow row) {
      return !seen.contains(row.key())
          && unread.stream().noneMatch(record -> RejectedKey.of(record).mayBe(row));
    }

    void add(SourceRecord record) {
      StoredRow row = StoredRow.of(record);
      if (!isOpen(record.day())) {
        count(0, 0, 1, 0);
      } else if (row == null) {
        unread.add((Rejected) record);
        reject((Rejected) record);
      } else {
        add(row);
      }
    }

    private void add(StoredRow row) {
      if (!seen.add(row.key())) {
        throw FakeMetrics.refused("two rows of one key in one load: " + row.key());
      }
      if (!row.metrics().currency().equals(currencies.get(row.metrics().campaignId()))) {
        reject(new Rejected(row.metrics().day(), RejectReason.CURRENCY_CHANGED, rawJson(row)));
        return;
      }
      StoredRow old = byKey.put(row.key(), row);
      if (old == null) {
        count(1, 0, 0, 0);
      } else if (old.holdsTheSameAs(row)) {
        count(0, 0, 1, 0);
      } else {
        changes.add(new Change(old, row, context.jobId()));
        count(0, 1, 0, 0);
      }
    }

    private static String rawJson(StoredRow row) {
      AssetRow asset = row.asset();
      return ("{\"campaign_id\":\"%s\",\"asset_id\":\"%s\",\"metric_hour\":%d,\"row\":\"%s\","
              + "\"engagements\":%s}")
          .formatted(
              row.key().campaignId(),
              row.key().assetId(),
              row.key().hour(),
              row.metrics(),
              asset == null ? null : asset.engagements());
    }

    private void reject(Rejected record) {
      rejected.add(record);
      count(0, 0, 0, 1);
    }

    private void count(long inserted, long updated, long unchanged, long rejected) {
      counts = counts.plus(new LoadCounts(1, inserted, updated, unchanged, rejected, 0, Set.of()));
    }
  }

  /** Days that had rows, in order. */
  Set<LocalDate> daysWithRows() {
    Set<LocalDate> days = new TreeSet<>();
    byKey.keySet().forEach(key -> days.add(key.day()));
    return days;
  }
}
