package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.query.Field;
import com.campaignsync.domain.query.Granularity;
import com.campaignsync.domain.query.GroupKey;
import com.campaignsync.domain.query.MetricSums;
import com.campaignsync.domain.query.MetricsRow;
import com.campaignsync.domain.query.MetricsShape;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How figures look in a reply: numbers with exactly their digits, unknown is null. */
final class Figures {

  private Figures() {}

  /** A row: the keys it is grouped by, then its figures. */
  static Map<String, @Nullable Object> row(MetricsRow row, MetricsShape shape) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    for (GroupKey key : shape.grouping().keys()) {
      putKey(body, key, row, shape.granularity());
    }
    putSums(body, row.sums(), shape.fields());
    return body;
  }

  /** The names of what {@link #row} has, in its order. */
  static List<String> names(MetricsShape shape) {
    List<String> names = new ArrayList<>();
    for (GroupKey key : shape.grouping().keys()) {
      names.addAll(
          switch (key) {
            case DATE -> List.of(dateName(shape.granularity()));
            case CAMPAIGN -> List.of("campaign_space_id", "campaign_id", "campaign_name");
            case PLATFORM -> List.of("platform");
            case CURRENCY -> List.of("currency");
          });
    }
    shape.fields().forEach(field -> names.add(field.wireName()));
    return names;
  }

  private static void putKey(
      Map<String, @Nullable Object> body, GroupKey key, MetricsRow row, Granularity granularity) {
    switch (key) {
      case DATE -> body.put(dateName(granularity), String.valueOf(row.key().date()));
      case CAMPAIGN -> {
        body.put("campaign_space_id", String.valueOf(row.key().campaignSpaceId()));
        body.put("campaign_id", row.campaignId());
        body.put("campaign_name", row.campaignName());
      }
      case PLATFORM -> body.put("platform", row.key().platform());
      case CURRENCY -> body.put("currency", row.key().currency());
    }
  }

  private static String dateName(Granularity granularity) {
    return granularity == Granularity.DAY ? "date" : "period_start";
  }

  /** Figures without keys. */
  static Map<String, @Nullable Object> sums(MetricSums sums, List<Field> fields) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    putSums(body, sums, fields);
    return body;
  }

  private static void putSums(
      Map<String, @Nullable Object> body, MetricSums sums, List<Field> fields) {
    fields.forEach(field -> body.put(field.wireName(), plain(field.in(sums))));
  }

  /** Without the zeros that only the column's scale put there. */
  static @Nullable BigDecimal plain(@Nullable BigDecimal number) {
    return number == null || number.scale() <= 0 ? number : number.stripTrailingZeros();
  }
}
