package com.campaignsync.endtoend.oracle;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The whole answer to a question: plain SQL's groups, then filled up, divided and sorted here. */
final class Expected {

  /** By name, in the order of the API's rows; every value as text. */
  final List<Map<String, @Nullable String>> rows = new ArrayList<>();

  final Map<String, @Nullable String> totals;

  Expected(Question question, PlainSql sql) throws SQLException {
    List<Map<String, @Nullable String>> groups = sql.groups();
    if (question.filled()) {
      fill(question, groups, sql.firstDay());
    }
    groups.sort(order(question));
    groups.forEach(group -> rows.add(shown(question, group)));
    Map<String, @Nullable String> sums = sql.totals();
    if (sql.currencies().size() > 1) {
      List.of("spend", "revenue", "profit").forEach(money -> sums.put(money, null));
    }
    this.totals = figures(question, sums);
  }

  /** Only from the first day stored on; all days asked for are over. */
  private static void fill(
      Question question, List<Map<String, @Nullable String>> groups, LocalDate from) {
    List<String> others =
        groups.isEmpty()
            ? List.of()
            : groups.get(0).keySet().stream()
                .filter(name -> !name.equals("date") && !Question.MEASURES.contains(name))
                .toList();
    Set<Map<String, @Nullable String>> keys = new LinkedHashSet<>();
    Set<Map<String, @Nullable String>> there = new LinkedHashSet<>();
    for (Map<String, @Nullable String> group : groups) {
      Map<String, @Nullable String> key = only(group, others);
      keys.add(key);
      there.add(with(key, group.get("date")));
    }
    if (question.keys().equals(List.of("date"))) {
      keys.add(Map.of());
    }
    for (Map<String, @Nullable String> key : keys) {
      for (String start : periods(question, from)) {
        if (!there.contains(with(key, start))) {
          Map<String, @Nullable String> row = with(key, start);
          Question.MEASURES.forEach(name -> row.put(name, "0"));
          groups.add(row);
        }
      }
    }
  }

  private static Map<String, @Nullable String> only(
      Map<String, @Nullable String> group, List<String> names) {
    Map<String, @Nullable String> key = new LinkedHashMap<>();
    names.forEach(name -> key.put(name, group.get(name)));
    return key;
  }

  private static Map<String, @Nullable String> with(
      Map<String, @Nullable String> key, @Nullable String date) {
    Map<String, @Nullable String> row = new LinkedHashMap<>(key);
    row.put("date", date);
    return row;
  }

  private static Set<String> periods(Question question, LocalDate from) {
    Set<String> starts = new TreeSet<>();
    LocalDate first = from.isAfter(question.first()) ? from : question.first();
    for (LocalDate day = first; !day.isAfter(question.last()); day = day.plusDays(1)) {
      LocalDate start = day;
      while (question.granularity().equals("week") && start.getDayOfWeek() != DayOfWeek.MONDAY
          || question.granularity().equals("month") && start.getDayOfMonth() > 1) {
        start = start.minusDays(1);
      }
      starts.add(start.toString());
    }
    return starts;
  }

  private static Map<String, @Nullable String> shown(
      Question question, Map<String, @Nullable String> group) {
    Map<String, @Nullable String> row = new LinkedHashMap<>();
    for (String key : question.orderedKeys()) {
      switch (key) {
        case "date" ->
            row.put(
                question.granularity().equals("day") ? "date" : "period_start", group.get("date"));
        case "campaign" -> {
          row.put("campaign_space_id", group.get("campaign"));
          row.put("campaign_id", group.get("campaign_id"));
          row.put("campaign_name", group.get("campaign_name"));
        }
        default -> row.put(key, group.get(key));
      }
    }
    row.putAll(figures(question, group));
    return row;
  }

  private static Map<String, @Nullable String> figures(
      Question question, Map<String, @Nullable String> sums) {
    Map<String, @Nullable String> figures = new LinkedHashMap<>();
    for (String field : question.shownFields()) {
      BigDecimal value = figure(field, sums);
      figures.put(field, value == null ? null : value.toPlainString());
    }
    return figures;
  }

  private static @Nullable BigDecimal figure(String field, Map<String, @Nullable String> sums) {
    List<String> rate = Question.RATES.get(field);
    if (rate == null) {
      String sum = sums.get(field);
      return sum == null ? null : new BigDecimal(sum);
    }
    BigDecimal numerator = figure(rate.get(1), sums);
    BigDecimal denominator = figure(rate.get(2), sums);
    return numerator == null || denominator == null || denominator.signum() == 0
        ? null
        : numerator
            .multiply(new BigDecimal(rate.get(0)))
            .divide(denominator, 9, RoundingMode.HALF_UP);
  }

  private static Comparator<Map<String, @Nullable String>> order(Question question) {
    List<String> terms = new ArrayList<>(question.sort());
    for (String key : question.orderedKeys()) {
      if (terms.stream().noneMatch(term -> term.replace("-", "").equals(key))) {
        terms.add(key);
      }
    }
    return (a, b) -> {
      for (String term : terms) {
        int difference = compare(term, a, b);
        if (difference != 0) {
          return difference;
        }
      }
      return 0;
    };
  }

  private static int compare(
      String term, Map<String, @Nullable String> a, Map<String, @Nullable String> b) {
    String name = term.replace("-", "");
    boolean text = name.startsWith("campaign") || Question.KEYS.contains(name);
    Comparable<Object> left = comparable(name, text, a);
    Comparable<Object> right = comparable(name, text, b);
    if (left == null || right == null) {
      return left == right ? 0 : left == null ? 1 : -1;
    }
    return term.startsWith("-") ? right.compareTo(left) : left.compareTo(right);
  }

  @SuppressWarnings("unchecked")
  private static @Nullable Comparable<Object> comparable(
      String name, boolean text, Map<String, @Nullable String> row) {
    String value = text ? row.get(name) : null;
    Object comparable = text ? (value == null ? null : new Bytes(value)) : figure(name, row);
    return (Comparable<Object>) comparable;
  }

  /** A text as its bytes sort. */
  private record Bytes(String text) implements Comparable<Bytes> {
    @Override
    public int compareTo(Bytes other) {
      return Arrays.compareUnsigned(
          text.getBytes(StandardCharsets.UTF_8), other.text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
