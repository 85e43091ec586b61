package com.campaignsync.endtoend.oracle;

import com.campaignsync.endtoend.Sql;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a question's answer is by plain SQL over the rows: no rollup, no change log. */
final class PlainSql {

  private final Sql sql;
  private final Question question;

  PlainSql(Sql sql, Question question) {
    this.sql = sql;
    this.question = question;
  }

  private String rows() {
    String table =
        question.step() == 0
            ? "campaign_metrics AS m"
            : "(SELECT * FROM oracle_rows WHERE step = " + question.step() + ") AS m";
    String where =
        " WHERE m.tenant_id = '%s' AND m.metric_date BETWEEN '%s' AND '%s'"
            .formatted(RestatedStore.TENANT, question.first(), question.last());
    for (Map.Entry<String, String> filter : question.filters().entrySet()) {
      where +=
          switch (filter.getKey()) {
            case "platform" -> " AND m.platform = '" + filter.getValue() + "'";
            case "currency" -> " AND m.currency = '" + filter.getValue() + "'";
            default ->
                " AND m.campaign_space_id IN ('" + filter.getValue().replace(",", "','") + "')";
          };
    }
    return " FROM " + table + " JOIN campaign_spaces AS s ON s.id = m.campaign_space_id" + where;
  }

  List<String> currencies() throws SQLException {
    return sql.rows("SELECT DISTINCT m.currency" + rows() + " ORDER BY 1").stream()
        .map(row -> row.get(0))
        .toList();
  }

  /** The first day with any row of the tenant now. */
  LocalDate firstDay() throws SQLException {
    String first =
        "SELECT min(metric_date) FROM campaign_metrics WHERE tenant_id = '%s'"
            .formatted(RestatedStore.TENANT);
    return LocalDate.parse(sql.rows(first).get(0).get(0));
  }

  /** One row per group, by name: keys, the campaign's names, sums. */
  List<Map<String, @Nullable String>> groups() throws SQLException {
    List<String> columns = new ArrayList<>();
    for (String key : question.orderedKeys()) {
      columns.addAll(columns(key));
    }
    int keys = columns.size();
    Question.MEASURES.forEach(name -> columns.add("sum(m." + name + ") AS " + name));
    String by =
        java.util.stream.IntStream.rangeClosed(1, keys)
            .mapToObj(String::valueOf)
            .collect(Collectors.joining(", "));
    List<Map<String, @Nullable String>> groups = new ArrayList<>();
    for (List<String> row :
        sql.rows("SELECT " + String.join(", ", columns) + rows() + " GROUP BY " + by)) {
      groups.add(named(columns, row));
    }
    return groups;
  }

  /** The sums over everything. */
  Map<String, @Nullable String> totals() throws SQLException {
    List<String> columns =
        Question.MEASURES.stream().map(name -> "sum(m." + name + ") AS " + name).toList();
    return named(columns, sql.rows("SELECT " + String.join(", ", columns) + rows()).get(0));
  }

  private static Map<String, @Nullable String> named(List<String> columns, List<String> row) {
    Map<String, @Nullable String> named = new LinkedHashMap<>();
    for (int i = 0; i < row.size(); i++) {
      named.put(columns.get(i).replaceAll(".* AS ", ""), row.get(i));
    }
    return named;
  }

  private List<String> columns(String key) {
    return switch (key) {
      case "date" -> List.of(period() + " AS date");
      case "campaign" ->
          List.of("s.id AS campaign", "s.campaign_id AS campaign_id", "s.name AS campaign_name");
      case "platform" -> List.of("m.platform AS platform");
      default -> List.of("m.currency AS currency");
    };
  }

  /** Not as the API does it. */
  private String period() {
    return switch (question.granularity()) {
      case "week" -> "to_date(to_char(m.metric_date, 'IYYY-IW'), 'IYYY-IW')";
      case "month" ->
          "make_date(extract(year FROM m.metric_date)::int, extract(month FROM m.metric_date)::int, 1)";
      default -> "m.metric_date";
    };
  }
}
