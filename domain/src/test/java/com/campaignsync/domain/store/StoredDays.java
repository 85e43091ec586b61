package com.campaignsync.domain.store;

import com.campaignsync.domain.source.RejectReason;
import com.campaignsync.domain.source.SourceRecord;
import com.campaignsync.domain.source.SourceRecord.Rejected;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the fake store keeps of one connection and entity. Immutable to its users: a load makes a
 * new one, so that a load that fails leaves nothing behind.
 *
 * @param currencies the one currency of each campaign ever kept
 * @param rejects those that no later load has settled
 */
public record StoredDays(
    TreeMap<StoredRow.Key, StoredRow> byKey,
    Map<LocalDate, Watermark> watermarks,
    Map<String, String> currencies,
    List<Change> changes,
    List<Rejected> rejects) {

  static final StoredDays NONE =
      new StoredDays(new TreeMap<>(), Map.of(), Map.of(), List.of(), List.of());

  /**
   * A restated or deleted row.
   *
   * @param after null for a deleted one
   */
  public record Change(StoredRow before, @Nullable StoredRow after, UUID jobId) {}

  /** What a load makes of the days. */
  record Load(StoredDays after, LoadCounts counts) {}

  /** The same with whole days loaded. */
  Load with(LoadContext context, Set<LocalDate> days, List<SourceRecord> records) {
    Merge merge = new Merge(this, context, days);
    merge.rejects.removeIf(rejected -> merge.isOpen(rejected.day()));
    records.forEach(merge::add);
    days.stream().filter(merge::isOpen).forEach(merge::finish);
    return new Load(
        new StoredDays(
            merge.byKey, merge.watermarks, merge.currencies, merge.changes, merge.rejects),
        merge.counts);
  }

  /** One load at work on copies. */
  private static final class Merge {
    private static final Pattern CAMPAIGN = Pattern.compile("\"campaign_id\":\"([^\"]*)\"");
    private static final Pattern ASSET = Pattern.compile("\"asset_id\":\"([^\"]*)\"");

    private final StoredDays before;
    private final LoadContext context;
    private final Set<LocalDate> days;
    private final TreeMap<StoredRow.Key, StoredRow> byKey;
    private final Map<LocalDate, Watermark> watermarks;
    private final Map<String, String> currencies;
    private final List<Change> changes;
    private final List<Rejected> rejects;
    private final Set<StoredRow.Key> seen = new HashSet<>();
    private final List<Rejected> seenRejects = new ArrayList<>();
    private LoadCounts counts = LoadCounts.NONE;

    Merge(StoredDays before, LoadContext context, Set<LocalDate> days) {
      this.before = before;
      this.context = context;
      this.days = days;
      this.byKey = new TreeMap<>(before.byKey);
      this.watermarks = new HashMap<>(before.watermarks);
      this.currencies = new HashMap<>(before.currencies);
      this.changes = new ArrayList<>(before.changes);
      this.rejects = new ArrayList<>(before.rejects);
    }

    /** Whether the load may say anything about a day: not if a later extraction did already. */
    boolean isOpen(LocalDate day) {
      Watermark mark = before.watermarks.get(day);
      boolean newerHere =
          mark != null && mark.extractionVersion().isAfter(context.extractionVersion());
      return days.contains(day) && !newerHere;
    }

    void finish(LocalDate day) {
      if (context.deletion().provenDays().contains(day)) {
        deleteVanished(day);
      }
      watermarks.put(
          day,
          new Watermark(
              Objects.requireNonNull(context.sourceModifiedAt().get(day)),
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
          && seenRejects.stream().noneMatch(rejected -> mayBe(rejected, row));
    }

    private static boolean mayBe(Rejected rejected, StoredRow row) {
      Matcher campaign = CAMPAIGN.matcher(rejected.rawJson());
      if (!rejected.day().equals(row.metrics().day())
          || rejected.reason() == RejectReason.NO_CAMPAIGN) {
        return false;
      }
      Matcher asset = ASSET.matcher(rejected.rawJson());
      return !campaign.find()
          || (campaign.group(1).equals(row.metrics().campaignId())
              && (!asset.find() || asset.group(1).equals(row.key().assetId())));
    }

    void add(SourceRecord record) {
      StoredRow row = StoredRow.of(record);
      if (!isOpen(record.day())) {
        count(0, 0, 1, 0);
      } else if (row == null) {
        reject((Rejected) record);
      } else {
        add(row);
      }
    }

    private void add(StoredRow row) {
      if (!seen.add(row.key())) {
        throw FakeMetrics.refused("a key twice in one load: " + row.key());
      }
      String currency = row.metrics().currency();
      if (!currencies
          .computeIfAbsent(row.metrics().campaignId(), id -> currency)
          .equals(currency)) {
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
      return "{\"campaign_id\":\"%s\",\"currency\":\"%s\"}"
          .formatted(row.metrics().campaignId(), row.metrics().currency());
    }

    private void reject(Rejected rejected) {
      rejects.add(rejected);
      seenRejects.add(rejected);
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
