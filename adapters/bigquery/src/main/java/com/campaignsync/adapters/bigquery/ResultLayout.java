package com.campaignsync.adapters.bigquery;

import com.campaignsync.domain.source.SourceColumn;
import java.util.List;

/** Positions of the columns of {@code read_metrics.sql}. */
final class ResultLayout {

  static final int TARGET = 0;
  static final int TARGET_ROWS = 1;
  static final int METRIC_DATE = 2;
  static final int CAMPAIGN_ID = 3;
  static final int ASSET_ID = 4;
  static final int METRIC_HOUR = 5;
  static final int CURRENCY = 6;
  static final int CAMPAIGN_NAME = 7;
  static final int ASSET_NAME = 8;

  /** The first of {@link #MEASURES_IN_ORDER}. */
  static final int MEASURES = 9;

  /** The measures, in the order of the statement's columns. */
  static final List<SourceColumn> MEASURES_IN_ORDER =
      List.of(
          SourceColumn.IMPRESSIONS,
          SourceColumn.CLICKS,
          SourceColumn.ENGAGEMENTS,
          SourceColumn.SPEND,
          SourceColumn.CONVERSIONS,
          SourceColumn.REVENUE,
          SourceColumn.LEADS,
          SourceColumn.INSTALLS,
          SourceColumn.PURCHASES,
          SourceColumn.VISITORS,
          SourceColumn.PROFIT);

  static final int BAD_VALUES = MEASURES + MEASURES_IN_ORDER.size();
  static final int BAD_SAMPLE = BAD_VALUES + 1;
  static final int SOURCE_ROWS = BAD_VALUES + 2;
  static final int REJECT_REASON = BAD_VALUES + 3;
  static final int COLUMNS = BAD_VALUES + 4;

  private ResultLayout() {}
}
