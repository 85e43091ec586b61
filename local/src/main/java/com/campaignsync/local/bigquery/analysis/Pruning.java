package com.campaignsync.local.bigquery.analysis;

import com.campaignsync.local.bigquery.schema.SqlType;
import com.campaignsync.local.bigquery.sql.Expr;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Translates WHERE and remembers, for each table, the AND-ed conditions that speak of its partition
 * column alone, or of its first clustering column: they decide what is read, and so the bytes.
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
        if (scan == null) {
          continue;
        }
        if (only(conjunct, source, scope, scan.table().schema()::isPartitionColumn)) {
          scan.conditions().add(condition.text());
        }
        List<String> clustering = scan.table().schema().clustering();
        if (!clustering.isEmpty()
            && only(conjunct, source, scope, clustering.get(0)::equalsIgnoreCase)) {
          scan.clusterConditions().add(condition.text());
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

  /** Whether the conjunct names columns of this source alone, all of them wanted. */
  private static boolean only(Expr conjunct, Source source, Scope scope, Predicate<String> wanted) {
    Set<Expr.Name> names = new HashSet<>();
    if (!Names.collect(conjunct, names) || names.isEmpty()) {
      return false;
    }
    return names.stream()
        .allMatch(
            name ->
                owner(name, scope) == source
                    && wanted.test(name.path().get(name.path().size() - 1)));
  }

  private static @Nullable Source owner(Expr.Name name, Scope scope) {
    List<String> path = name.path();
    return path.size() == 1
        ? scope.sources().stream()
            .filter(s -> s.column(path.get(0)) != null)
            .findFirst()
            .orElse(null)
        : scope.source(path.get(0));
  }
}
