package com.campaignsync.local.bigquery.dialect;

import com.campaignsync.local.bigquery.schema.Column;
import com.campaignsync.local.bigquery.schema.SqlType;
import com.campaignsync.local.bigquery.schema.TableSchema;
import com.campaignsync.local.bigquery.schema.ValueType;
import java.util.ArrayList;
import java.util.List;

/** The tables of other people that the golden texts of mappings read. */
final class MappedTables {

  private MappedTables() {}

  static void addTo(ZetaSql zetaSql) {
    zetaSql.addTable(
        "proj.google_ads.p_ads_CampaignBasicStats_1234567890",
        table(
            "campaign_id INT64, customer_id INT64, segments_date DATE, metrics_impressions INT64,"
                + " metrics_clicks INT64, metrics_cost_micros INT64, metrics_conversions FLOAT64,"
                + " metrics_conversions_value FLOAT64, _PARTITIONTIME TIMESTAMP"));
    zetaSql.addTable(
        "proj.google_ads.p_ads_Campaign_1234567890",
        table("campaign_id INT64, campaign_name STRING, _PARTITIONTIME TIMESTAMP"));
    zetaSql.addTable(
        "proj.ads.ad_reporting__campaign_report",
        table(
            "source_relation STRING, date_day DATE, platform STRING, account_id STRING,"
                + " account_name STRING, campaign_id STRING, campaign_name STRING, clicks INT64,"
                + " impressions INT64, spend FLOAT64, conversions FLOAT64,"
                + " conversions_value FLOAT64"));
    zetaSql.addTable(
        "proj.ads.micros",
        table(
            "campaign_id STRING, metric_date DATE, impressions INT64, clicks INT64,"
                + " cost_micros INT64, conversions INT64"));
    zetaSql.addTable(
        "proj.ads.by_month",
        table(
            "tenant_id STRING, platform STRING, campaign_id STRING, `Report Day` DATE,"
                + " impressions INT64, clicks INT64, spend NUMERIC, conversions INT64,"
                + " revenue NUMERIC"));
  }

  private static TableSchema table(String columns) {
    List<Column> parsed = new ArrayList<>();
    for (String column : columns.split(", ", -1)) {
      int type = column.lastIndexOf(' ');
      parsed.add(
          Column.of(
              column.substring(0, type).replace("`", ""),
              ValueType.of(SqlType.parse(column.substring(type + 1)).orElseThrow())));
    }
    return new TableSchema(parsed, null, List.of(), null);
  }
}
