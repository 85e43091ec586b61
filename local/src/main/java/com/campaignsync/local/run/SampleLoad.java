package com.campaignsync.local.run;

import com.campaignsync.domain.metric.Entity;
import com.campaignsync.local.bigquery.LocalBigQuery;
import com.campaignsync.local.csv.CsvColumn;
import com.campaignsync.local.sample.SampleDay;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the sample's days into BigQuery, those that are not there yet. */
final class SampleLoad {

  /** A season: enough for trends. */
  private static final int DAYS = 120;

  private final LocalBigQuery bigQuery;
  private final List<String> columns;
  private final LocalDate today;

  SampleLoad(LocalBigQuery bigQuery, Path home, LocalDate today) {
    this.bigQuery = bigQuery;
    this.columns =
        BigQueryServer.columns(home, Entity.CAMPAIGN_METRICS).stream()
            .map(CsvColumn::name)
            .toList();
    this.today = today;
  }

  void load(Progress progress) {
    long loaded =
        today.minusDays(DAYS - 1L).datesUntil(today.plusDays(1)).filter(this::loadDay).count();
    progress.say("sample: %d days, %d of them new".formatted(DAYS, loaded));
  }

  private boolean loadDay(LocalDate day) {
    try {
      return bigQuery.loadOnce(
          "sample:" + day,
          BigQueryServer.table(Entity.CAMPAIGN_METRICS),
          SampleDay.rows(day).stream().map(this::values));
    } catch (SQLException e) {
      throw new IllegalStateException("the sample could not be loaded into the local BigQuery", e);
    }
  }

  private List<@Nullable Object> values(SampleDay.Row row) {
    @Nullable Object[] values = new @Nullable Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(row, columns.get(i));
    }
    return Arrays.asList(values);
  }

  private static @Nullable Object value(SampleDay.Row row, String column) {
    return switch (column) {
      case "tenant_id" -> row.tenantId();
      case "platform" -> row.platform();
      case "campaign_id" -> row.campaignId();
      case "campaign_name" -> row.campaignName();
      case "metric_date" -> row.day();
      case "currency" -> row.currency();
      case "impressions" -> row.impressions();
      case "clicks" -> row.clicks();
      case "spend" -> row.spend().doubleValue();
      case "conversions" -> row.conversions();
      case "revenue" -> row.revenue() == null ? null : row.revenue().doubleValue();
      default -> null;
    };
  }
}
