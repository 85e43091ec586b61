package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.domain.metric.AssetRow;
import com.campaignsync.domain.metric.Measures;
import com.campaignsync.domain.metric.MetricRow;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row that is kept aside, as JSON with the source's default column names. */
final class RejectedRow {

  private static final ObjectMapper JSON = new ObjectMapper();

  private RejectedRow() {}

  static String json(MetricRow row) {
    return write(fields(row));
  }

  static String json(AssetRow row) {
    Map<String, @Nullable Object> fields = fields(row.metrics());
    fields.put("asset_id", row.assetId());
    fields.put("asset_name", row.assetName());
    fields.put("engagements", row.engagements());
    return write(fields);
  }

  private static Map<String, @Nullable Object> fields(MetricRow row) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("campaign_id", row.campaignId());
    fields.put("campaign_name", row.campaignName());
    fields.put("metric_date", row.day().toString());
    fields.put("metric_hour", row.hour());
    fields.put("currency", row.currency());
    putMeasures(fields, row.measures());
    return fields;
  }

  private static String write(Map<String, @Nullable Object> fields) {
    try {
      return JSON.writeValueAsString(fields);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("texts and numbers always have a JSON form", impossible);
    }
  }

  private static void putMeasures(Map<String, @Nullable Object> fields, Measures measures) {
    fields.put("impressions", measures.impressions());
    fields.put("clicks", measures.clicks());
    fields.put("spend", measures.spend());
    fields.put("conversions", measures.conversions());
    fields.put("revenue", measures.revenue());
    fields.put("leads", measures.leads());
    fields.put("installs", measures.installs());
    fields.put("purchases", measures.purchases());
    fields.put("visitors", measures.visitors());
    fields.put("profit", measures.profit());
  }
}
