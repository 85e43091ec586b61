package com.campaignsync.local.bigquery.analysis;

import com.campaignsync.local.bigquery.schema.SqlType;
import com.campaignsync.local.bigquery.sql.Expr;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Translates WHERE and remembers, for each table, the AND-ed conditions that speak of its partition
 * column alone: they decide which partitions are read, and so the bytes.
 */
final class Pruning {

  private Pruning() {}

  static Sql condition(Expr where, AnalysisContext context, Scope scope) {
    ExprTranslator t = new ExprTranslator(context, scope, Grouping.none("WHERE clause"));
    List<String> conditions = new ArrayList<>();
    for (Expr conjunct : conjuncts(where, new ArrayList<>())) {
      Sql condition = t.condition(conjunct, "WHERE clause");
      conditions.add(condition.text());
      for (Source source : scope.sources()) {
        TableScan scan = source.scan();
        if (scan != null && onlyPartitionColumn(conjunct, source, scope)) {
          scan.conditions().add(condition.text());
        }
      }
    }
    return Sql.of("(" + String.join(" AND ", conditions) + ")", SqlType.BOOL);
  }

  private static List<Expr> conjuncts(Expr expr, List<Expr> found) {
    if (expr instanceof Expr.Binary binary && binary.operator().equals("AND")) {
      conjuncts(binary.left(), found);
      conjuncts(binary.right(), found);
    } else {
      found.add(expr);
    }
    return found;
  }

  private static boolean onlyPartitionColumn(Expr conjunct, Source source, Scope scope) {
    TableScan scan = source.scan();
    Set<Expr.Name> names = new HashSet<>();
    if (scan == null || !Names.collect(conjunct, names) || names.isEmpty()) {
      return false;
    }
    return names.stream().allMatch(name -> isPartitionColumn(name, source, scan, scope));
  }

  private static boolean isPartitionColumn(
      Expr.Name name, Source source, TableScan scan, Scope scope) {
    List<String> path = name.path();
    Source owner =
        path.size() == 1
            ? scope.sources().stream()
                .filter(s -> s.column(path.get(0)) != null)
                .findFirst()
                .orElse(null)
            : scope.source(path.get(0));
    return owner == source && scan.table().schema().isPartitionColumn(path.get(path.size() - 1));
  }
}
