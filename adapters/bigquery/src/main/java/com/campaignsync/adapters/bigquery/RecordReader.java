package com.campaignsync.adapters.bigquery;

import com.campaignsync.domain.metric.Measures;
import com.campaignsync.domain.metric.MetricRow;
import com.campaignsync.domain.source.RejectReason;
import com.campaignsync.domain.source.SourceColumn;
import com.campaignsync.domain.source.SourceRecord;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.bigquery.FieldValue;
import com.google.cloud.bigquery.FieldValueList;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Turns one result row of {@code read_campaign_metrics.sql} into a record. Pure. */
final class RecordReader {

  // Positions of the statement's columns.
  private static final int CAMPAIGN_ID = 0;
  private static final int METRIC_DATE = 1;
  private static final int METRIC_HOUR = 2;
  private static final int CURRENCY = 3;
  private static final int CAMPAIGN_NAME = 4;
  private static final int MEASURES = 5;
  private static final int BAD_VALUES = MEASURES + CampaignMetricsQuery.MEASURES.size();
  private static final int BAD_SAMPLE = BAD_VALUES + 1;
  private static final int SOURCE_ROWS = BAD_VALUES + 2;

  /** Longest campaign name kept, in UTF-16 units: far above what the platforms allow. */
  private static final int NAME_MAX = 1_024;

  /**
   * Longest campaign id and currency kept, in UTF-16 units: each takes three bytes at most, and an
   * index entry in Postgres, which also holds the connection and the day, 2,704 bytes.
   */
  private static final int INDEXED_MAX = 800;

  private static final BigDecimal COUNT_MAX = BigDecimal.valueOf(Long.MAX_VALUE);
  private static final BigDecimal COUNT_MIN = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private RecordReader() {}

  static SourceRecord read(FieldValueList row) {
    RejectReason reason = rejectReason(row);
    LocalDate day = LocalDate.parse(row.get(METRIC_DATE).getStringValue());
    return reason == null
        ? new SourceRecord.Accepted(accept(row, day))
        : new SourceRecord.Rejected(day, reason, raw(row));
  }

  private static @Nullable RejectReason rejectReason(FieldValueList row) {
    String campaignId = text(row, CAMPAIGN_ID);
    if (campaignId == null || campaignId.isBlank()) {
      return RejectReason.NO_CAMPAIGN;
    }
    if (row.get(BAD_VALUES).getLongValue() > 0) {
      return RejectReason.NOT_A_NUMBER;
    }
    if (!isCount(row, 0) || !isCount(row, 1)) {
      return RejectReason.COUNT_OUT_OF_RANGE;
    }
    long hour = row.get(METRIC_HOUR).getLongValue();
    if (hour < MetricRow.WHOLE_DAY || hour > 23) {
      return RejectReason.BAD_HOUR;
    }
    return isText(campaignId, INDEXED_MAX)
            && isText(text(row, CAMPAIGN_NAME), NAME_MAX)
            && isText(text(row, CURRENCY), INDEXED_MAX)
        ? null
        : RejectReason.BAD_TEXT;
  }

  private static boolean isText(@Nullable String text, int lengthMax) {
    return text == null || (text.length() <= lengthMax && text.indexOf('\0') < 0);
  }

  private static boolean isCount(FieldValueList row, int measure) {
    BigDecimal count = measure(row, measure);
    return count == null || (count.compareTo(COUNT_MIN) >= 0 && count.compareTo(COUNT_MAX) <= 0);
  }

  private static MetricRow accept(FieldValueList row, LocalDate day) {
    return new MetricRow(
        row.get(CAMPAIGN_ID).getStringValue(),
        text(row, CAMPAIGN_NAME),
        day,
        (int) row.get(METRIC_HOUR).getLongValue(),
        row.get(CURRENCY).getStringValue(),
        measures(row));
  }

  private static Measures measures(FieldValueList row) {
    return new Measures(
        count(row, 0),
        count(row, 1),
        measure(row, 2),
        measure(row, 3),
        measure(row, 4),
        measure(row, 5),
        measure(row, 6),
        measure(row, 7),
        measure(row, 8),
        measure(row, 9));
  }

  private static @Nullable Long count(FieldValueList row, int measure) {
    BigDecimal count = measure(row, measure);
    return count == null ? null : count.longValueExact();
  }

  private static @Nullable BigDecimal measure(FieldValueList row, int measure) {
    FieldValue value = row.get(MEASURES + measure);
    return value.isNull() ? null : value.getNumericValue();
  }

  private static @Nullable String text(FieldValueList row, int column) {
    FieldValue value = row.get(column);
    return value.isNull() ? null : value.getStringValue();
  }

  /**
   * The key and the sums as they came; U+0000 is shown as U+FFFD, which JSON in Postgres can hold.
   */
  private static String raw(FieldValueList row) {
    ObjectNode raw = JSON.createObjectNode();
    raw.put("campaign_id", shown(text(row, CAMPAIGN_ID)));
    raw.put("metric_date", row.get(METRIC_DATE).getStringValue());
    raw.put("metric_hour", row.get(METRIC_HOUR).getLongValue());
    raw.put("currency", shown(text(row, CURRENCY)));
    raw.put("campaign_name", shown(text(row, CAMPAIGN_NAME)));
    for (int i = 0; i < CampaignMetricsQuery.MEASURES.size(); i++) {
      SourceColumn measure = CampaignMetricsQuery.MEASURES.get(i);
      raw.put(measure.defaultName(), measure(row, i));
    }
    raw.put("bad_values", row.get(BAD_VALUES).getLongValue());
    raw.put("bad_sample", row.get(BAD_SAMPLE).getStringValue().strip());
    raw.put("source_rows", row.get(SOURCE_ROWS).getLongValue());
    return raw.toString();
  }

  private static @Nullable String shown(@Nullable String text) {
    return text == null ? null : text.replace('\0', '\uFFFD');
  }
}
