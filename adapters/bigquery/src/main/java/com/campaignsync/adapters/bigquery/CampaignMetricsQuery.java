package com.campaignsync.adapters.bigquery;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.source.ReadRequest;
import com.campaignsync.domain.source.SourceColumn;
import com.google.cloud.bigquery.QueryParameterValue;
import com.google.cloud.bigquery.TableId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The statement that reads one connection's rows, {@code read_campaign_metrics.sql} with the
 * mapping's names filled in. Names are quoted; values are parameters; days are literals, because
 * only literals are sure to prune partitions.
 */
final class CampaignMetricsQuery {

  /** The measures, in the order of the statement's columns. */
  static final List<SourceColumn> MEASURES =
      List.of(
          SourceColumn.IMPRESSIONS,
          SourceColumn.CLICKS,
          SourceColumn.SPEND,
          SourceColumn.CONVERSIONS,
          SourceColumn.REVENUE,
          SourceColumn.LEADS,
          SourceColumn.INSTALLS,
          SourceColumn.PURCHASES,
          SourceColumn.VISITORS,
          SourceColumn.PROFIT);

  private static final String TEMPLATE = load("read_campaign_metrics.sql");

  private final ReadRequest request;
  private final TableId table;

  CampaignMetricsQuery(ReadRequest request, TableId table) {
    this.request = request;
    this.table = table;
  }

  String sql() {
    Map<String, String> parts = new HashMap<>();
    parts.put("campaign_id", name(SourceColumn.CAMPAIGN_ID));
    parts.put("metric_date", name(SourceColumn.METRIC_DATE));
    parts.put("metric_hour", "IFNULL(" + orNull(SourceColumn.METRIC_HOUR, "INT64") + ", -1)");
    parts.put(
        "currency",
        "IFNULL(NULLIF(" + orNull(SourceColumn.CURRENCY, "STRING") + ", ''), @default_currency)");
    parts.put("campaign_name", orNull(SourceColumn.CAMPAIGN_NAME, "STRING"));
    parts.put("sums", sums());
    parts.put("bad_counts", badCounts());
    parts.put("bad_sample", badSample());
    parts.put("table", table());
    parts.put("tenant_id", name(SourceColumn.TENANT_ID));
    parts.put("platform", name(SourceColumn.PLATFORM));
    parts.put("account", account());
    parts.put("days", days());
    return fill(parts);
  }

  Map<String, QueryParameterValue> parameters() {
    Map<String, QueryParameterValue> values = new HashMap<>();
    values.put("tenant_id", QueryParameterValue.string(request.tenantId().value()));
    values.put("platform", QueryParameterValue.string(request.platform()));
    values.put("default_currency", QueryParameterValue.string(request.defaultCurrency()));
    if (request.accountId() != null) {
      values.put("account_id", QueryParameterValue.string(request.accountId()));
    }
    return values;
  }

  /** With its alias said: what a back-ticked path is called without one is left to no reading. */
  private String table() {
    return "`%1$s.%2$s.%3$s` AS `%3$s`"
        .formatted(table.getProject(), table.getDataset(), table.getTable());
  }

  private String sums() {
    return MEASURES.stream()
        .map(measure -> "SUM(%s) AS %s".formatted(numeric(measure), measure.defaultName()))
        .collect(Collectors.joining(",\n  "));
  }

  private String numeric(SourceColumn measure) {
    if (!has(measure)) {
      return "CAST(NULL AS NUMERIC)";
    }
    return (isFloat(measure) ? "SAFE_CAST(%s AS NUMERIC)" : "CAST(%s AS NUMERIC)")
        .formatted(name(measure));
  }

  private String badCounts() {
    List<String> counts =
        MEASURES.stream().filter(this::isFloat).map(m -> "COUNTIF(" + isBad(m) + ")").toList();
    return counts.isEmpty() ? "0" : String.join(" + ", counts);
  }

  /** One offending value of each measure, as {@code spend=NaN}. */
  private String badSample() {
    List<String> samples =
        MEASURES.stream()
            .filter(this::isFloat)
            .map(
                m ->
                    "IFNULL(MAX(IF(%s, CONCAT('%s=', CAST(%s AS STRING), ' '), NULL)), '')"
                        .formatted(isBad(m), m.defaultName(), name(m)))
            .toList();
    return samples.isEmpty() ? "''" : "CONCAT(" + String.join(", ", samples) + ", '')";
  }

  private String isBad(SourceColumn measure) {
    return "%1$s IS NOT NULL AND SAFE_CAST(%1$s AS NUMERIC) IS NULL".formatted(name(measure));
  }

  private String account() {
    return request.accountId() == null ? "TRUE" : name(SourceColumn.ACCOUNT_ID) + " = @account_id";
  }

  private String days() {
    String date = name(SourceColumn.METRIC_DATE);
    List<String> alternatives = new ArrayList<>();
    String single =
        request.days().stream()
            .filter(window -> window.days() == 1)
            .map(window -> literal(window.firstDay()))
            .collect(Collectors.joining(", "));
    if (!single.isEmpty()) {
      alternatives.add("%s IN (%s)".formatted(date, single));
    }
    request.days().stream()
        .filter(window -> window.days() > 1)
        .map(window -> range(date, window))
        .forEach(alternatives::add);
    return "(" + String.join(" OR ", alternatives) + ")";
  }

  private static String range(String date, DayWindow window) {
    return "(%1$s >= %2$s AND %1$s < %3$s)"
        .formatted(date, literal(window.firstDay()), literal(window.endDay()));
  }

  private static String literal(LocalDate day) {
    return "DATE '" + day + "'";
  }

  private boolean has(SourceColumn column) {
    return request.state().columns().contains(column);
  }

  private boolean isFloat(SourceColumn column) {
    return request.state().floatColumns().contains(column);
  }

  private String orNull(SourceColumn column, String type) {
    return has(column) ? name(column) : "CAST(NULL AS " + type + ")";
  }

  /**
   * The column, qualified: the statement's own aliases bear the same names. A column name of the
   * live table's schema cannot hold a back-tick.
   */
  private String name(SourceColumn column) {
    return "`" + table.getTable() + "`.`" + request.mapping().nameOf(column) + "`";
  }

  private static String fill(Map<String, String> parts) {
    StringBuilder sql = new StringBuilder();
    int from = 0;
    for (int open = TEMPLATE.indexOf('{'); open >= 0; open = TEMPLATE.indexOf('{', from)) {
      int close = TEMPLATE.indexOf('}', open);
      sql.append(TEMPLATE, from, open)
          .append(Objects.requireNonNull(parts.get(TEMPLATE.substring(open + 1, close))));
      from = close + 1;
    }
    return sql.append(TEMPLATE.substring(from)).toString();
  }

  private static String load(String resource) {
    try (InputStream stream =
        Objects.requireNonNull(CampaignMetricsQuery.class.getResourceAsStream(resource))) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(resource + " cannot be read", e);
    }
  }
}
