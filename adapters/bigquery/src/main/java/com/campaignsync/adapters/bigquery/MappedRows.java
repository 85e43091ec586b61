package com.campaignsync.adapters.bigquery;

import com.campaignsync.adapters.bigquery.ReadTargets.Filter;
import com.campaignsync.domain.source.Grain;
import com.campaignsync.domain.source.NameJoin;
import com.campaignsync.domain.source.ReadRequest;
import com.campaignsync.domain.source.SourceColumn;
import com.google.cloud.bigquery.TableId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The query that gives the source's rows our names, with the connection that each belongs to. */
final class MappedRows {

  private static final String INDENT = "\n      ";

  private final ReadRequest request;
  private final SourceTables tables;
  private final ReadTargets targets;
  private final ColumnExpressions columns;
  private final String days;

  /**
   * @param undated whether the rows without a day are wanted instead of those of the request's days
   */
  MappedRows(ReadRequest request, SourceTables tables, ReadTargets targets, boolean undated) {
    this.request = request;
    this.tables = tables;
    this.targets = targets;
    this.columns = new ColumnExpressions(request.mapping(), request.state());
    String date = columns.name(SourceColumn.METRIC_DATE);
    this.days = undated ? date + " IS NULL" : DayFilter.of(date, request.days());
  }

  String sql() {
    return "SELECT"
        + INDENT
        + String.join("," + INDENT, selected())
        + "\n    FROM "
        + quoted(tables.of(request.mapping()))
        + " AS given\n    "
        + joinTargets()
        + joinNames()
        + "\n    WHERE "
        + String.join("\n      AND ", conditions());
  }

  private List<String> selected() {
    List<String> selected = new ArrayList<>();
    selected.add("targets.target");
    selected.add(columns.name(SourceColumn.METRIC_DATE) + " AS metric_date");
    // A column that the entity does not have is not in the source's state: it becomes NULL.
    selected.add(columns.text(SourceColumn.CAMPAIGN_ID) + " AS campaign_id");
    selected.add(columns.text(SourceColumn.ASSET_ID) + " AS asset_id");
    selected.add(hour() + " AS metric_hour");
    selected.add(currency() + " AS currency");
    selected.add(campaignName() + " AS campaign_name");
    selected.add(columns.text(SourceColumn.ASSET_NAME) + " AS asset_name");
    for (SourceColumn measure : ResultLayout.MEASURES_IN_ORDER) {
      selected.add(columns.number(measure) + " AS " + measure.defaultName());
    }
    selected.add(ofHour() + " AS of_hour");
    selected.add(badValues() + " AS bad_values");
    selected.add(badSample() + " AS bad_sample");
    return selected;
  }

  private String hour() {
    return isHourly() ? "IFNULL(%s, -1)".formatted(columns.name(SourceColumn.METRIC_HOUR)) : "-1";
  }

  private boolean isHourly() {
    return request.mapping().grain() == Grain.HOURLY;
  }

  /** Whether a row of a daily connection is of an hour: then all of its key must be. */
  private String ofHour() {
    return !isHourly() && columns.has(SourceColumn.METRIC_HOUR)
        ? "IF(IFNULL(%s, -1) = -1, 0, 1)".formatted(columns.name(SourceColumn.METRIC_HOUR))
        : "0";
  }

  private String currency() {
    if (columns.has(SourceColumn.CURRENCY)) {
      return "IFNULL(NULLIF(%s, ''), targets.default_currency)"
          .formatted(columns.text(SourceColumn.CURRENCY));
    }
    return request.mapping().constantOf(SourceColumn.CURRENCY) == null
        ? "targets.default_currency"
        : columns.text(SourceColumn.CURRENCY);
  }

  private String campaignName() {
    return request.mapping().names() == null
        ? columns.text(SourceColumn.CAMPAIGN_NAME)
        : "names.campaign_name";
  }

  private String badValues() {
    String counts =
        floats().stream()
            .map(measure -> "IF(%s, 1, 0)".formatted(columns.isBad(measure)))
            .collect(Collectors.joining(" + "));
    return counts.isEmpty() ? "0" : counts;
  }

  private String badSample() {
    String samples =
        floats().stream()
            .map(m -> "IF(%s, %s, '')".formatted(columns.isBad(m), columns.shown(m)))
            .collect(Collectors.joining(", "));
    return samples.isEmpty() ? "''" : "CONCAT(" + samples + ")";
  }

  private List<SourceColumn> floats() {
    return ResultLayout.MEASURES_IN_ORDER.stream().filter(columns::isFloat).toList();
  }

  private String joinTargets() {
    String same =
        targets.filters().stream()
            .map(f -> columns.text(f.column()) + " = targets." + f.column().defaultName())
            .collect(Collectors.joining(" AND "));
    return same.isEmpty() ? "CROSS JOIN targets" : "JOIN targets ON " + same;
  }

  /** The latest name of each campaign, so that the join gives every row at most one partner. */
  private String joinNames() {
    NameJoin names = request.mapping().names();
    if (names == null) {
      return "";
    }
    String latest = names.latestBy() == null ? "" : "listed.`" + names.latestBy() + "` DESC, ";
    return """

            LEFT JOIN (
              SELECT CAST(listed.`%1$s` AS STRING) AS campaign_id, listed.`%2$s` AS campaign_name
              FROM %3$s AS listed
              WHERE TRUE
              QUALIFY ROW_NUMBER() OVER (PARTITION BY listed.`%1$s` ORDER BY %4$slisted.`%2$s` DESC) = 1
            ) AS names ON names.campaign_id = %5$s"""
        .replace("\n", INDENT.substring(0, 5))
        .formatted(
            names.key(),
            names.name(),
            quoted(tables.joined(request.mapping())),
            latest,
            columns.text(SourceColumn.CAMPAIGN_ID));
  }

  /** The lists prune clusters; the join tells which pairs belong together. */
  private List<String> conditions() {
    List<String> conditions = new ArrayList<>();
    for (Filter filter : targets.filters()) {
      conditions.add(columns.text(filter.column()) + " IN UNNEST(@" + filter.parameter() + ")");
    }
    conditions.add(days);
    if (!request.campaignIds().isEmpty()) {
      conditions.add(columns.text(SourceColumn.CAMPAIGN_ID) + " IN UNNEST(@campaign_ids)");
    }
    return conditions;
  }

  private static String quoted(TableId table) {
    return "`%s.%s.%s`".formatted(table.getProject(), table.getDataset(), table.getTable());
  }
}
