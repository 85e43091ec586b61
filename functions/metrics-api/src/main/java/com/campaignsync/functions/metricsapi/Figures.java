package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.query.GroupKey;
import com.campaignsync.domain.query.Grouping;
import com.campaignsync.domain.query.MetricSums;
import com.campaignsync.domain.query.MetricsRow;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How figures look in JSON: numbers with exactly their digits, unknown is null. */
final class Figures {

  private Figures() {}

  /** A row: the keys it is grouped by, then its figures. */
  static Map<String, @Nullable Object> row(MetricsRow row, Grouping grouping) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    for (GroupKey key : grouping.keys()) {
      putKey(body, key, row);
    }
    putSums(body, row.sums());
    return body;
  }

  private static void putKey(Map<String, @Nullable Object> body, GroupKey key, MetricsRow row) {
    switch (key) {
      case DATE -> body.put("date", String.valueOf(row.key().date()));
      case CAMPAIGN -> {
        body.put("campaign_space_id", String.valueOf(row.key().campaignSpaceId()));
        body.put("campaign_id", row.campaignId());
        body.put("campaign_name", row.campaignName());
      }
      case PLATFORM -> body.put("platform", row.key().platform());
      case CURRENCY -> body.put("currency", row.key().currency());
    }
  }

  /** Figures without keys. */
  static Map<String, @Nullable Object> sums(MetricSums sums) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    putSums(body, sums);
    return body;
  }

  private static void putSums(Map<String, @Nullable Object> body, MetricSums sums) {
    body.put("impressions", plain(sums.impressions()));
    body.put("clicks", plain(sums.clicks()));
    body.put("spend", plain(sums.spend()));
    body.put("conversions", plain(sums.conversions()));
    body.put("revenue", plain(sums.revenue()));
    body.put("ctr", plain(sums.ctr()));
    body.put("cpc", plain(sums.cpc()));
    body.put("cpm", plain(sums.cpm()));
    body.put("roas", plain(sums.roas()));
    body.put("conversion_rate", plain(sums.conversionRate()));
  }

  /** Without the zeros that only the column's scale put there. */
  static @Nullable BigDecimal plain(@Nullable BigDecimal number) {
    return number == null ? null : number.stripTrailingZeros();
  }
}
