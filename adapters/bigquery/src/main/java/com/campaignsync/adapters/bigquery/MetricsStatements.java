package com.campaignsync.adapters.bigquery;

import com.campaignsync.adapters.bigquery.ReadTargets.Filter;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.source.Grain;
import com.campaignsync.domain.source.ReadRequest;
import com.campaignsync.domain.source.SourceColumn;
import com.google.cloud.bigquery.QueryParameterValue;
import com.google.cloud.bigquery.StandardSQLTypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The statements that read and that digest a request's rows: {@code read_metrics.sql} and {@code
 * digest_metrics.sql}, both over {@code keys.sql}, so that both mean the same rows.
 */
final class MetricsStatements {

  private static final SqlTemplate KEYS = SqlTemplate.load("keys.sql");
  private static final SqlTemplate READ = SqlTemplate.load("read_metrics.sql");
  private static final SqlTemplate DIGEST = SqlTemplate.load("digest_metrics.sql");

  private final ReadRequest request;
  private final ReadTargets targets;
  private final SourceTables tables;

  MetricsStatements(ReadRequest request, SourceTables tables) {
    this.request = request;
    this.targets = new ReadTargets(request);
    this.tables = tables;
  }

  String read() {
    return READ.fill(Map.of("keys", keys(false)));
  }

  /** Like {@link #read}, of the rows without a day: each of its keys is rejected. */
  String undated() {
    return READ.fill(Map.of("keys", keys(true)));
  }

  String digest() {
    return DIGEST.fill(Map.of("keys", keys(false), "text", canonicalText()));
  }

  /** Of both; only those that the statement names: BigQuery accepts no others. */
  Map<String, QueryParameterValue> parameters() {
    Map<String, QueryParameterValue> values = new TreeMap<>(targets.parameters());
    String currency = request.mapping().constantOf(SourceColumn.CURRENCY);
    if (currency != null) {
      values.put("currency", QueryParameterValue.string(currency));
    }
    if (!request.campaignIds().isEmpty()) {
      String[] ids = request.campaignIds().stream().sorted().toArray(String[]::new);
      values.put("campaign_ids", QueryParameterValue.array(ids, StandardSQLTypeName.STRING));
    }
    return values;
  }

  private String keys(boolean undated) {
    boolean assets = request.entity() == Entity.ASSET_METRICS;
    return KEYS.fill(
        Map.of(
            "target_columns", targetColumns(),
            "source", new MappedRows(request, tables, targets, undated).sql(),
            "bad_hour", badHour(),
            "no_asset", assets ? "asset_id IS NULL OR TRIM(asset_id) = ''" : "FALSE"));
  }

  /** In a daily connection's rows of one key either all are of hours, or none. */
  private String badHour() {
    return request.mapping().grain() == Grain.HOURLY
        ? "metric_hour NOT BETWEEN 0 AND 23"
        : "of_hour NOT IN (0, source_rows)";
  }

  private String targetColumns() {
    List<String> columns = new ArrayList<>(List.of("target", "default_currency"));
    targets.filters().stream().map(Filter::line).forEach(columns::add);
    return String.join(",\n      ", columns);
  }

  /** A row's fields, null as U+2400, with U+001F between them. */
  private String canonicalText() {
    boolean assets = request.entity() == Entity.ASSET_METRICS;
    List<String> fields = new ArrayList<>(List.of("campaign_id"));
    if (assets) {
      fields.add("asset_id");
    }
    fields.add("CAST(metric_hour AS STRING)");
    fields.add("currency");
    ResultLayout.MEASURES_IN_ORDER.stream()
        .filter(measure -> assets || measure != SourceColumn.ENGAGEMENTS)
        .map(m -> "IFNULL(CAST(%s AS STRING), '\\u2400')".formatted(m.defaultName()))
        .forEach(fields::add);
    return fields.stream().collect(Collectors.joining(", '\\u001f',\n            "));
  }
}
