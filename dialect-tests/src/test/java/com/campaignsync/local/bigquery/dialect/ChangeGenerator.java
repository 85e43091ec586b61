package com.campaignsync.local.bigquery.dialect;

import com.campaignsync.local.bigquery.dialect.SampleRows.Sample;
import com.campaignsync.local.bigquery.schema.SqlType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Random INSERT, UPDATE and DELETE statements, each with the query that tells what the table holds
 * afterwards: ZetaSQL's evaluator answers queries, but changes nothing.
 */
final class ChangeGenerator {

  /** The columns that are set; {@code id} stays, so that a row can be told from all others. */
  private static final List<Sample> SET_COLUMNS =
      SampleRows.COLUMNS.stream()
          .filter(c -> List.of("i", "f", "n", "s", "d", "b", "p").contains(c.name()))
          .toList();

  /**
   * A statement and what must come of it.
   *
   * @param after query of the table's rows afterwards
   * @param changedTwice query of the rows it would change more than once: if there is any, it must
   *     fail; null where none can be
   * @param matchedTwice the same of rows that merely match more than once: it may fail
   */
  record Change(
      String sql, String after, @Nullable String changedTwice, @Nullable String matchedTwice) {}

  private final Random random;
  private final String target;
  private final String source;
  private final ExpressionGenerator expressions;

  /**
   * @param target table that is changed, of {@link SampleRows}' columns
   * @param source table of the same columns that is read
   */
  ChangeGenerator(Random random, String target, String source) {
    this.random = random;
    this.target = "`" + target + "`";
    this.source = "`" + source + "`";
    this.expressions = new ExpressionGenerator(random);
  }

  Change next() {
    return switch (random.nextInt(8)) {
      case 0 -> insertRows();
      case 1 -> insertQuery();
      case 2 -> delete();
      case 3 -> update();
      default -> new MergeGenerator(random, target, source).next();
    };
  }

  private Change insertRows() {
    List<Sample> columns = someColumns(random);
    List<String> rows = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      rows.add(
          columns.stream()
              .map(c -> constant(c.type()))
              .collect(Collectors.joining(", ", "(", ")")));
    }
    String all =
        rows.stream()
            .map(row -> "SELECT " + row.substring(1, row.length() - 1))
            .collect(Collectors.joining(" UNION ALL "));
    return new Change(
        "INSERT INTO " + target + names(columns) + " VALUES " + String.join(", ", rows),
        "SELECT * FROM " + target + added(columns, all),
        null,
        null);
  }

  private String constant(SqlType type) {
    String value = expressions.leaf(type);
    return value.startsWith("x.") ? "CAST(NULL AS " + type + ")" : value;
  }

  private Change insertQuery() {
    List<Sample> columns = someColumns(random);
    String values =
        columns.stream().map(c -> expressions.of(c.type(), 1)).collect(Collectors.joining(", "));
    String query =
        "SELECT " + values + " FROM " + source + " AS x WHERE " + expressions.condition(1);
    return new Change(
        "INSERT " + pick("", "INTO ") + target + names(columns) + " " + query,
        "SELECT * FROM " + target + added(columns, query),
        null,
        null);
  }

  /** Rows of some columns as rows of all: the others are NULL. */
  private static String added(List<Sample> columns, String query) {
    Map<String, String> values = new LinkedHashMap<>();
    SampleRows.COLUMNS.forEach(c -> values.put(c.name(), "CAST(NULL AS " + c.type() + ")"));
    List<String> names = new ArrayList<>();
    for (Sample column : columns) {
      values.put(column.name(), "n_" + column.name());
      names.add("CAST(NULL AS " + column.type() + ") AS n_" + column.name());
    }
    // The first part of a UNION names the columns.
    String named =
        "SELECT " + String.join(", ", names) + " FROM UNNEST([1]) WHERE FALSE UNION ALL ";
    return " UNION ALL SELECT "
        + String.join(", ", values.values())
        + " FROM ("
        + named
        + query
        + ")";
  }

  private Change delete() {
    String condition = expressions.condition(2);
    return new Change(
        "DELETE " + pick("", "FROM ") + target + " AS x WHERE " + condition,
        "SELECT * FROM " + target + " AS x WHERE NOT IFNULL(" + condition + ", FALSE)",
        null,
        null);
  }

  private Change update() {
    String condition = expressions.condition(2);
    Map<String, String> set = new LinkedHashMap<>();
    someColumns(random).forEach(c -> set.put(c.name(), expressions.of(c.type(), 2)));
    return new Change(
        "UPDATE " + target + " AS x SET " + assignments(set) + " WHERE " + condition,
        "SELECT "
            + rowWith(set)
            + " FROM "
            + target
            + " AS x WHERE "
            + condition
            + " UNION ALL SELECT * FROM "
            + target
            + " AS x WHERE NOT IFNULL("
            + condition
            + ", FALSE)",
        null,
        null);
  }

  /** One to three columns in any order. */
  static List<Sample> someColumns(Random random) {
    List<Sample> columns = new ArrayList<>(SET_COLUMNS);
    Collections.shuffle(columns, random);
    return columns.subList(0, 1 + random.nextInt(3));
  }

  static String assignments(Map<String, String> set) {
    return set.entrySet().stream()
        .map(e -> e.getKey() + " = " + e.getValue())
        .collect(Collectors.joining(", "));
  }

  /** All columns of {@code x}, with these values for some. */
  static String rowWith(Map<String, String> set) {
    return SampleRows.COLUMNS.stream()
        .map(
            c ->
                set.containsKey(c.name())
                    ? "CAST(" + set.get(c.name()) + " AS " + c.type() + ") AS " + c.name()
                    : "x." + c.name())
        .collect(Collectors.joining(", "));
  }

  static String names(List<Sample> columns) {
    return columns.stream().map(Sample::name).collect(Collectors.joining(", ", " (", ")"));
  }

  private String pick(String... from) {
    return expressions.pick(List.of(from));
  }
}
