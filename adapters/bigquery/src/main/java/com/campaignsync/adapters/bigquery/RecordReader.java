package com.campaignsync.adapters.bigquery;

import com.campaignsync.domain.metric.AssetRow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.metric.Measures;
import com.campaignsync.domain.metric.MetricRow;
import com.campaignsync.domain.source.RejectReason;
import com.campaignsync.domain.source.SourceColumn;
import com.campaignsync.domain.source.SourceRecord;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns one result row of {@code read_metrics.sql} into a record. The statement has judged the row
 * already: what a sync rejects and what a digest leaves out is said once. Pure.
 */
final class RecordReader {

  private static final int IMPRESSIONS = ResultLayout.MEASURES;
  private static final int CLICKS = ResultLayout.MEASURES + 1;
  private static final int ENGAGEMENTS = ResultLayout.MEASURES + 2;
  private static final int SPEND = ResultLayout.MEASURES + 3;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private RecordReader() {}

  static SourceRecord read(Entity entity, Cells cells) {
    String reason = cells.text(ResultLayout.REJECT_REASON);
    if (reason != null) {
      LocalDate day = cells.date(ResultLayout.METRIC_DATE);
      return new SourceRecord.Rejected(day, RejectReason.valueOf(reason), raw(entity, cells, day));
    }
    return switch (entity) {
      case CAMPAIGN_METRICS -> new SourceRecord.Accepted(metrics(cells));
      case ASSET_METRICS -> new SourceRecord.AcceptedAsset(asset(cells));
    };
  }

  private static AssetRow asset(Cells cells) {
    return new AssetRow(
        Objects.requireNonNull(cells.text(ResultLayout.ASSET_ID)),
        cells.text(ResultLayout.ASSET_NAME),
        count(cells, ENGAGEMENTS),
        metrics(cells));
  }

  private static MetricRow metrics(Cells cells) {
    return new MetricRow(
        Objects.requireNonNull(cells.text(ResultLayout.CAMPAIGN_ID)),
        cells.text(ResultLayout.CAMPAIGN_NAME),
        cells.date(ResultLayout.METRIC_DATE),
        (int) cells.integer(ResultLayout.METRIC_HOUR),
        Objects.requireNonNull(cells.text(ResultLayout.CURRENCY)),
        measures(cells));
  }

  private static Measures measures(Cells cells) {
    return new Measures(
        count(cells, IMPRESSIONS),
        count(cells, CLICKS),
        cells.number(SPEND),
        cells.number(SPEND + 1),
        cells.number(SPEND + 2),
        cells.number(SPEND + 3),
        cells.number(SPEND + 4),
        cells.number(SPEND + 5),
        cells.number(SPEND + 6),
        cells.number(SPEND + 7));
  }

  private static @Nullable Long count(Cells cells, int column) {
    BigDecimal count = cells.number(column);
    return count == null ? null : count.longValueExact();
  }

  /**
   * The key and the sums as they came; U+0000 is shown as U+FFFD, which JSON in Postgres can hold.
   *
   * @param day null where the key names none
   */
  static String raw(Entity entity, Cells cells, @Nullable LocalDate day) {
    boolean assets = entity == Entity.ASSET_METRICS;
    ObjectNode raw = JSON.createObjectNode();
    raw.put("campaign_id", shown(cells, ResultLayout.CAMPAIGN_ID));
    if (assets) {
      raw.put("asset_id", shown(cells, ResultLayout.ASSET_ID));
      raw.put("asset_name", shown(cells, ResultLayout.ASSET_NAME));
    }
    raw.put("metric_date", day == null ? null : day.toString());
    raw.put("metric_hour", cells.integer(ResultLayout.METRIC_HOUR));
    raw.put("currency", shown(cells, ResultLayout.CURRENCY));
    raw.put("campaign_name", shown(cells, ResultLayout.CAMPAIGN_NAME));
    for (int i = 0; i < ResultLayout.MEASURES_IN_ORDER.size(); i++) {
      SourceColumn measure = ResultLayout.MEASURES_IN_ORDER.get(i);
      if (assets || measure != SourceColumn.ENGAGEMENTS) {
        raw.put(measure.defaultName(), cells.number(ResultLayout.MEASURES + i));
      }
    }
    raw.put("bad_values", cells.integer(ResultLayout.BAD_VALUES));
    raw.put("bad_sample", badSample(cells));
    raw.put("source_rows", cells.integer(ResultLayout.SOURCE_ROWS));
    return raw.toString();
  }

  private static String badSample(Cells cells) {
    return RejectReason.BAD_TEXT.name().equals(cells.text(ResultLayout.REJECT_REASON))
        ? BadTexts.of(cells)
        : String.valueOf(shown(cells, ResultLayout.BAD_SAMPLE)).strip();
  }

  private static @Nullable String shown(Cells cells, int column) {
    String text = cells.text(column);
    return text == null ? null : text.replace('\0', '\uFFFD');
  }
}
