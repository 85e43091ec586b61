package com.campaignsync.local.bigquery.dialect;

import com.campaignsync.local.bigquery.dialect.ChangeGenerator.Change;
import com.campaignsync.local.bigquery.dialect.SampleRows.Sample;
import com.campaignsync.local.bigquery.schema.SqlType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Random MERGE statements, and UPDATE … FROM, with the query of the table's rows afterwards: for
 * each clause the rows it makes, and the rows that no clause takes. The first clause of its kind
 * whose condition holds is the one that acts.
 */
final class MergeGenerator {

  /** What becomes of a pair or row. */
  private record Clause(String condition, @Nullable Map<String, String> set) {

    String action() {
      return set == null ? "DELETE" : "UPDATE SET " + ChangeGenerator.assignments(set);
    }
  }

  private static final String SOURCE_COLUMNS =
      "x.i AS vi, x.f AS vf, x.n AS vn, x.s AS vs, x.d AS vd, x.b AS vb, x.p AS vp";

  private final Random random;
  private final String target;
  private final String source;
  private final String on;
  private final ExpressionGenerator expressions;

  MergeGenerator(Random random, String target, String source) {
    this.random = random;
    this.target = target;
    this.expressions = new ExpressionGenerator(random);
    String key = pick("x.id", "x.id + 20", "x.id * 2", "MOD(x.id, 40)", "x.i");
    this.source =
        "(SELECT "
            + key
            + " AS k, "
            + SOURCE_COLUMNS
            + " FROM "
            + source
            + " AS x WHERE "
            + expressions.condition(1)
            + ")";
    this.on =
        pick(
            "x.id = src.k",
            "x.id = src.k",
            "x.id = src.k AND x.b",
            "src.k = x.id AND src.vs = x.s",
            "FALSE",
            "x.i = src.k");
  }

  Change next() {
    List<Clause> matched = clauses(true);
    if (!matched.isEmpty() && matched.get(0).set() != null && random.nextInt(5) == 0) {
      return updateFrom(matched.get(0));
    }
    List<Clause> bySource = clauses(false);
    Map<String, String> inserted =
        matched.isEmpty() && bySource.isEmpty() || random.nextBoolean() ? newRow() : Map.of();
    String insertIf = pick("TRUE", "src.vi > 0", "src.vb");
    StringBuilder sql =
        new StringBuilder(
            "MERGE " + pick("", "INTO ") + target + " AS x USING " + source + " AS src ON " + on);
    matched.forEach(c -> sql.append(when("MATCHED", c.condition(), c.action())));
    if (!inserted.isEmpty()) {
      String values =
          " ("
              + String.join(", ", inserted.keySet())
              + ") VALUES ("
              + String.join(", ", inserted.values())
              + ")";
      sql.append(when(pick("NOT MATCHED", "NOT MATCHED BY TARGET"), insertIf, "INSERT" + values));
    }
    bySource.forEach(c -> sql.append(when("NOT MATCHED BY SOURCE", c.condition(), c.action())));
    return new Change(
        sql.toString(),
        after(matched, bySource, inserted, insertIf),
        matched.isEmpty() ? null : twice(matched),
        matched.isEmpty() ? null : twice(List.of()));
  }

  private String when(String kind, String condition, String action) {
    String and = condition.equals("TRUE") && random.nextBoolean() ? "" : " AND " + condition;
    return " WHEN " + kind + and + " THEN " + action;
  }

  private Change updateFrom(Clause clause) {
    Clause all = new Clause("TRUE", clause.set());
    String sql =
        "UPDATE "
            + target
            + " AS x "
            + "SET "
            + clause.action().substring("UPDATE SET ".length())
            + " FROM "
            + source
            + " AS src WHERE "
            + on;
    return new Change(
        sql,
        after(List.of(all), List.of(), Map.of(), "FALSE"),
        twice(List.of(all)),
        twice(List.of()));
  }

  /** Up to two clauses; only the last may act without a condition. */
  private List<Clause> clauses(boolean pairs) {
    List<Clause> clauses = new ArrayList<>();
    int count = random.nextInt(3);
    for (int i = 0; i < count; i++) {
      boolean last = i == count - 1;
      String condition = last && random.nextBoolean() ? "TRUE" : condition(pairs);
      clauses.add(new Clause(condition, random.nextInt(3) == 0 ? null : set(pairs)));
    }
    return clauses;
  }

  private String condition(boolean pairs) {
    return pairs && random.nextBoolean()
        ? pick("src.vi > x.i", "src.vs IS NULL", "src.vb", "NOT (src.vn = x.n)", "src.vp < x.p")
        : expressions.condition(1);
  }

  private Map<String, String> set(boolean pairs) {
    Map<String, String> set = new LinkedHashMap<>();
    for (Sample column : ChangeGenerator.someColumns(random)) {
      boolean fromSource = pairs && random.nextInt(3) > 0;
      set.put(
          column.name(), fromSource ? "src.v" + column.name() : expressions.sure(column.type()));
    }
    return set;
  }

  private Map<String, String> newRow() {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("id", "src.k + 1000");
    for (Sample column : ChangeGenerator.someColumns(random)) {
      row.put(
          column.name(),
          pick("src.v" + column.name(), "src.v" + column.name(), ofNull(column.type())));
    }
    return row;
  }

  private String after(
      List<Clause> matched, List<Clause> bySource, Map<String, String> inserted, String insertIf) {
    List<String> parts = new ArrayList<>();
    String pairs = " FROM " + target + " AS x JOIN " + source + " AS src ON " + on + " WHERE ";
    String alone = " FROM " + target + " AS x WHERE NOT " + isMatched("") + " AND ";
    parts.addAll(updated(matched, pairs));
    parts.addAll(updated(bySource, alone));
    String taken = isMatched(" AND " + acting(matched) + " > 0");
    String takenAlone = "(NOT " + isMatched("") + " AND " + acting(bySource) + " > 0)";
    parts.add("SELECT * FROM " + target + " AS x WHERE NOT " + taken + " AND NOT " + takenAlone);
    if (!inserted.isEmpty()) {
      parts.add(
          "SELECT "
              + wholeRow(inserted)
              + " FROM "
              + source
              + " AS src WHERE NOT EXISTS(SELECT 1 FROM "
              + target
              + " AS x WHERE "
              + on
              + ") AND "
              + insertIf);
    }
    return String.join(" UNION ALL ", parts);
  }

  private List<String> updated(List<Clause> clauses, String from) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < clauses.size(); i++) {
      Map<String, String> set = clauses.get(i).set();
      if (set != null) {
        parts.add(
            "SELECT " + ChangeGenerator.rowWith(set) + from + acting(clauses) + " = " + (i + 1));
      }
    }
    return parts;
  }

  /** Number of the clause that acts, from 1; 0 if none does. */
  private static String acting(List<Clause> clauses) {
    if (clauses.isEmpty()) {
      return "0";
    }
    StringBuilder sql = new StringBuilder("CASE");
    for (int i = 0; i < clauses.size(); i++) {
      sql.append(" WHEN ").append(clauses.get(i).condition()).append(" THEN ").append(i + 1);
    }
    return sql + " ELSE 0 END";
  }

  private String isMatched(String and) {
    return "EXISTS(SELECT 1 FROM " + source + " AS src WHERE " + on + and + ")";
  }

  /** Rows that more than one pair changes; of no clauses, rows that more than one pair holds. */
  private String twice(List<Clause> clauses) {
    String acts = clauses.isEmpty() ? "TRUE" : acting(clauses) + " > 0";
    return "SELECT x.id FROM "
        + target
        + " AS x JOIN "
        + source
        + " AS src ON "
        + on
        + " WHERE "
        + acts
        + " GROUP BY x.id HAVING COUNT(*) > 1";
  }

  private static String wholeRow(Map<String, String> row) {
    return SampleRows.COLUMNS.stream()
        .map(c -> row.getOrDefault(c.name(), ofNull(c.type())))
        .collect(Collectors.joining(", "));
  }

  private static String ofNull(SqlType type) {
    return "CAST(NULL AS " + type + ")";
  }

  private String pick(String... from) {
    return expressions.pick(List.of(from));
  }
}
