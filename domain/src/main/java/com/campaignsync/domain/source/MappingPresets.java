package com.campaignsync.domain.source;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Mappings of sources that many people have. A document's own keys win over its preset's.
 *
 * <ul>
 *   <li>{@code fivetran_ad_report}: {@code ad_reporting__campaign_report} of the dbt package
 *       fivetran/dbt_ad_reporting. It names no tenant, so it is wholly the connection's own; name
 *       {@code tenant_id} if a column tells.
 *   <li>{@code google_ads_transfer} with {@code customer_id}: {@code
 *       p_ads_CampaignBasicStats_<customer>} of the BigQuery Data Transfer Service, joined for
 *       names to {@code p_ads_Campaign_<customer>} beside it. Ids are INT64 there, money is in
 *       micros, and the tables are partitioned by ingestion time.
 * </ul>
 */
final class MappingPresets {

  private static final Pattern CUSTOMER = Pattern.compile("\\d{1,20}|\\d{3}-\\d{3}-\\d{4}");

  private MappingPresets() {}

  /** The document with its preset spelled out; a copy that may be changed. */
  static Map<String, @Nullable Object> expand(
      String table, Map<String, ? extends @Nullable Object> document, MappingProblems problems) {
    Map<String, @Nullable Object> own = new HashMap<>(document);
    if (!own.containsKey("preset")) {
      return own;
    }
    Object preset = own.remove("preset");
    Map<String, @Nullable Object> all = new HashMap<>();
    if ("fivetran_ad_report".equals(preset)) {
      all.putAll(fivetranAdReport());
    } else if ("google_ads_transfer".equals(preset)) {
      all.putAll(googleAdsTransfer(table, own.remove("customer_id"), problems));
    } else {
      problems.add("preset", "must be fivetran_ad_report or google_ads_transfer");
    }
    all.putAll(own);
    return all;
  }

  private static Map<String, @Nullable Object> fivetranAdReport() {
    Map<String, @Nullable Object> columns = new LinkedHashMap<>();
    columns.put("tenant_id", null);
    columns.put("metric_date", "date_day");
    columns.put("revenue", "conversions_value");
    return columns;
  }

  private static Map<String, @Nullable Object> googleAdsTransfer(
      String table, @Nullable Object customerId, MappingProblems problems) {
    String customer = String.valueOf(customerId).replace("-", "");
    if (!(customerId instanceof String text) || !CUSTOMER.matcher(text).matches()) {
      problems.add("customer_id", "must be the transfer's customer id, in digits");
    } else if (!table.endsWith("_" + customer)) {
      problems.add(
          "customer_id",
          "%s does not fit source '%s', which must be p_ads_CampaignBasicStats_%s"
              .formatted(text, table, customer));
    }
    Map<String, @Nullable Object> columns = new LinkedHashMap<>();
    columns.put("tenant_id", null);
    columns.put("platform", Map.of("constant", "google_ads"));
    columns.put("account_id", "customer_id");
    columns.put("metric_date", "segments_date");
    columns.put("impressions", "metrics_impressions");
    columns.put("clicks", "metrics_clicks");
    columns.put("spend", Map.of("column", "metrics_cost_micros", "scale", "micros"));
    columns.put("conversions", "metrics_conversions");
    columns.put("revenue", "metrics_conversions_value");
    columns.put("partition", Map.of("column", "_PARTITIONTIME", "kind", "ingestion"));
    columns.put("join", campaignNames(customer));
    return columns;
  }

  private static Map<String, Object> campaignNames(String customer) {
    return Map.of(
        "table", "p_ads_Campaign_" + customer,
        "key", "campaign_id",
        "name", "campaign_name",
        "latest_by", "_PARTITIONTIME");
  }
}
