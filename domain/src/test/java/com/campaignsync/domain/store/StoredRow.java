package com.campaignsync.domain.store;

import com.campaignsync.domain.metric.AssetRow;
import com.campaignsync.domain.metric.Measures;
import com.campaignsync.domain.metric.MetricRow;
import com.campaignsync.domain.source.SourceRecord;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A row of either entity, as a store keeps it.
 *
 * @param metrics campaign, day, hour, currency and sums
 * @param asset the asset's own fields; null for a row of a campaign
 */
public record StoredRow(MetricRow metrics, @Nullable AssetRow asset) {

  private static final List<Function<Measures, @Nullable BigDecimal>> DECIMALS =
      List.of(
          Measures::spend,
          Measures::conversions,
          Measures::revenue,
          Measures::leads,
          Measures::installs,
          Measures::purchases,
          Measures::visitors,
          Measures::profit);

  /**
   * What makes a row one row.
   *
   * @param assetId empty for a row of a campaign
   */
  public record Key(LocalDate day, String campaignId, String assetId, int hour)
      implements Comparable<Key> {

    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::day)
            .thenComparing(Key::campaignId)
            .thenComparing(Key::assetId)
            .thenComparing(Key::hour);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  /** The row of an accepted record; null for a rejected one. */
  public static @Nullable StoredRow of(SourceRecord record) {
    if (record instanceof SourceRecord.Accepted accepted) {
      return new StoredRow(accepted.row(), null);
    }
    if (record instanceof SourceRecord.AcceptedAsset accepted) {
      return new StoredRow(accepted.row().metrics(), accepted.row());
    }
    return null;
  }

  public Key key() {
    String assetId = asset == null ? "" : asset.assetId();
    return new Key(metrics.day(), metrics.campaignId(), assetId, metrics.hour());
  }

  public boolean isSameKey(StoredRow other) {
    return key().equals(other.key());
  }

  /** Equal as numbers: 1.0 and 1.00 are one value to a store. Names do not count. */
  public boolean holdsTheSameAs(StoredRow other) {
    Measures one = metrics.measures();
    Measures two = other.metrics.measures();
    return metrics.currency().equals(other.metrics.currency())
        && Objects.equals(engagements(), other.engagements())
        && Objects.equals(one.impressions(), two.impressions())
        && Objects.equals(one.clicks(), two.clicks())
        && DECIMALS.stream().allMatch(of -> isSame(of.apply(one), of.apply(two)));
  }

  private @Nullable Long engagements() {
    return asset == null ? null : asset.engagements();
  }

  private static boolean isSame(@Nullable BigDecimal one, @Nullable BigDecimal other) {
    return one == null || other == null ? one == other : one.compareTo(other) == 0;
  }
}
