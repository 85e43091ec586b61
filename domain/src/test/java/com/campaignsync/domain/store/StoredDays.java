package com.campaignsync.domain.store;

import com.campaignsync.domain.metric.Measures;
import com.campaignsync.domain.metric.MetricRow;
import com.campaignsync.domain.source.RejectReason;
import com.campaignsync.domain.source.SourceRecord;
import java.math.BigDecimal;
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
import java.util.UUID;
import java.util.function.Function;

/**
 * What the fake store keeps of one connection. Immutable to its users: a load makes a new one, so
 * that a load that fails leaves nothing behind.
 */
record StoredDays(
    TreeMap<Key, MetricRow> byKey,
    Map<LocalDate, Watermark> watermarks,
    List<Change> changes,
    List<SourceRecord.Rejected> rejects) {

  /** What makes a row one row. */
  record Key(LocalDate day, String campaignId, int hour) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::day).thenComparing(Key::campaignId).thenComparing(Key::hour);

    static Key of(MetricRow row) {
      return new Key(row.day(), row.campaignId(), row.hour());
    }

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  /** Which state of a source's day is kept. */
  record Watermark(Instant modifiedAt, Instant extractionVersion) {}

  /** A restated row. */
  public record Change(MetricRow before, MetricRow after, UUID jobId) {}

  /** What a load makes of the days. */
  record Load(StoredDays after, LoadCounts counts) {}

  private static final List<Function<Measures, BigDecimal>> DECIMALS =
      List.of(
          Measures::spend,
          Measures::conversions,
          Measures::revenue,
          Measures::leads,
          Measures::installs,
          Measures::purchases,
          Measures::visitors,
          Measures::profit);

  List<MetricRow> rows() {
    return List.copyOf(byKey.values());
  }

  /** The same with whole days loaded. */
  Load with(LoadContext context, Set<LocalDate> days, List<SourceRecord> records) {
    Merge merge = new Merge(this, context);
    records.forEach(merge::add);
    days.stream().filter(day -> !merge.isNewerHere(day)).forEach(merge::mark);
    return new Load(
        new StoredDays(merge.byKey, merge.watermarks, merge.changes, merge.rejects), merge.counts);
  }

  /** One load at work on copies. */
  private static final class Merge {
    private final StoredDays before;
    private final LoadContext context;
    private final TreeMap<Key, MetricRow> byKey;
    private final Map<LocalDate, Watermark> watermarks;
    private final List<Change> changes;
    private final List<SourceRecord.Rejected> rejects;
    private final Map<String, String> currencies = new HashMap<>();
    private final Set<Key> seen = new HashSet<>();
    private LoadCounts counts = LoadCounts.NONE;

    Merge(StoredDays before, LoadContext context) {
      this.before = before;
      this.context = context;
      this.byKey = new TreeMap<>(before.byKey);
      this.watermarks = new HashMap<>(before.watermarks);
      this.changes = new ArrayList<>(before.changes);
      this.rejects = new ArrayList<>(before.rejects);
      byKey.values().forEach(row -> currencies.put(row.campaignId(), row.currency()));
    }

    boolean isNewerHere(LocalDate day) {
      Watermark mark = before.watermarks.get(day);
      return mark != null && mark.extractionVersion().isAfter(context.extractionVersion());
    }

    void mark(LocalDate day) {
      watermarks.put(
          day,
          new Watermark(
              Objects.requireNonNull(context.sourceModifiedAt().get(day)),
              context.extractionVersion()));
    }

    void add(SourceRecord record) {
      if (record instanceof SourceRecord.Accepted accepted) {
        add(accepted.row());
      } else if (record instanceof SourceRecord.Rejected rejected) {
        reject(rejected);
      }
    }

    private void add(MetricRow row) {
      Key key = Key.of(row);
      if (isNewerHere(row.day())) {
        count(0, 0, 1, 0);
        return;
      }
      if (!currencies
          .computeIfAbsent(row.campaignId(), id -> row.currency())
          .equals(row.currency())) {
        reject(new SourceRecord.Rejected(row.day(), RejectReason.CURRENCY_CHANGED, "{}"));
        return;
      }
      if (!seen.add(key)) {
        throw FakeMetrics.refused("a key twice in one load: " + key);
      }
      MetricRow old = byKey.put(key, row);
      if (old == null) {
        count(1, 0, 0, 0);
      } else if (isSame(old.measures(), row.measures())) {
        count(0, 0, 1, 0);
      } else {
        changes.add(new Change(old, row, context.jobId()));
        count(0, 1, 0, 0);
      }
    }

    private void reject(SourceRecord.Rejected rejected) {
      rejects.add(rejected);
      count(0, 0, 0, 1);
    }

    private void count(long inserted, long updated, long unchanged, long rejected) {
      counts = counts.plus(new LoadCounts(1, inserted, updated, unchanged, rejected));
    }
  }

  /** Equal as numbers: 1.0 and 1.00 are one value to the store. */
  private static boolean isSame(Measures one, Measures other) {
    return Objects.equals(one.impressions(), other.impressions())
        && Objects.equals(one.clicks(), other.clicks())
        && DECIMALS.stream().allMatch(of -> isSame(of.apply(one), of.apply(other)));
  }

  private static boolean isSame(BigDecimal one, BigDecimal other) {
    return one == null || other == null ? one == other : one.compareTo(other) == 0;
  }
}
