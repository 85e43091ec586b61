package com.campaignsync.local.bigquery.analysis;

import com.campaignsync.local.bigquery.analysis.Source.SourceColumn;
import com.campaignsync.local.bigquery.schema.SqlType;
import com.campaignsync.local.bigquery.sql.Expr;
import com.campaignsync.local.bigquery.sql.Query;
import com.campaignsync.local.bigquery.sql.SqlException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Translates one SELECT. */
final class SelectTranslator {

  private final AnalysisContext context;
  private final Scope scope;

  SelectTranslator(AnalysisContext context, Scope outer) {
    this.context = context;
    this.scope = new Scope(outer);
  }

  TranslatedQuery translate(Query.Select select, List<Expr.OrderItem> orderBy) {
    requireFrom(select, orderBy);
    String from = from(select.from());
    String where = where(select.where());
    Set<String> keys = groupKeys(select);
    Grouping grouping = Grouping.of(keys, select.from() != null);
    ExprTranslator t = new ExprTranslator(context, scope, grouping);
    List<OutputColumn> columns = new ArrayList<>();
    List<Sql> values = new ArrayList<>();
    List<Boolean> computed = new ArrayList<>();
    for (Query.Item item : select.items()) {
      int before = grouping.computedCount();
      item(item, t, columns, values);
      while (computed.size() < values.size()) {
        computed.add(grouping.computedCount() > before);
      }
    }
    if (select.distinct()) {
      columns.forEach(column -> requireDistinct(column, select));
    }
    StringBuilder sql = new StringBuilder("SELECT ").append(select.distinct() ? "DISTINCT " : "");
    sql.append(list(values)).append(from).append(where);
    sql.append(keys.isEmpty() ? "" : " GROUP BY " + String.join(", ", keys));
    for (int i = 0; i < values.size(); i++) {
      grouping.alias(columns.get(i).name(), values.get(i), computed.get(i));
    }
    grouping.enterClause("HAVING clause", false);
    sql.append(condition(" HAVING ", select.having(), t));
    require(
        select.having() == null || grouping.aggregated(),
        "The HAVING clause requires GROUP BY or aggregation to be present",
        select);
    grouping.enterClause("QUALIFY clause", true);
    sql.append(condition(" QUALIFY ", select.qualify(), t));
    require(
        select.qualify() == null || grouping.windowed(),
        "The QUALIFY clause requires analytic function to be present",
        select);
    grouping.enterClause("ORDER BY clause", true);
    sql.append(order(orderBy, values, t));
    grouping.check();
    return new TranslatedQuery(sql.toString(), columns);
  }

  private static void require(boolean holds, String complaint, Query.Select select) {
    if (!holds) {
      throw SqlException.invalid(complaint, select.at());
    }
  }

  private static void requireDistinct(OutputColumn column, Query.Select select) {
    require(
        TypeRules.isPlain(column.type()),
        "Column "
            + column.name()
            + " of type "
            + TypeRules.kind(column.type())
            + " cannot be used in SELECT DISTINCT",
        select);
  }

  private static void requireFrom(Query.Select select, List<Expr.OrderItem> orderBy) {
    if (select.from() == null) {
      String complaint = "Query without FROM clause cannot ";
      require(!select.distinct(), complaint + "use SELECT DISTINCT", select);
      require(select.where() == null, complaint + "have a WHERE clause", select);
      require(select.groupBy().isEmpty(), complaint + "have a GROUP BY clause", select);
      require(select.having() == null, complaint + "have a HAVING clause", select);
      require(select.qualify() == null, complaint + "have a QUALIFY clause", select);
      require(orderBy.isEmpty(), complaint + "have an ORDER BY clause", select);
    }
  }

  private String from(Query.@Nullable Relation relation) {
    return relation == null
        ? ""
        : " FROM " + new RelationTranslator(context, scope).translate(relation);
  }

  private String where(@Nullable Expr where) {
    return where == null ? "" : " WHERE " + Pruning.condition(where, context, scope).text();
  }

  private static String condition(String clause, @Nullable Expr condition, ExprTranslator t) {
    return condition == null
        ? ""
        : clause + t.condition(condition, clause.strip() + " clause").text();
  }

  private static String list(List<Sql> values) {
    List<String> items = new ArrayList<>();
    for (Sql value : values) {
      boolean untyped = value.type().isNull();
      items.add((untyped ? "CAST(NULL AS BIGINT)" : value.text()) + " AS c" + items.size());
    }
    return String.join(", ", items);
  }

  private Set<String> groupKeys(Query.Select select) {
    Set<String> keys = new LinkedHashSet<>();
    ExprTranslator t = new ExprTranslator(context, scope, Grouping.none("GROUP BY"));
    for (Expr key : select.groupBy()) {
      boolean ordinal = key instanceof Expr.Literal literal && literal.type() == SqlType.INT64;
      if (Orderings.isLiteral(key) && !ordinal) {
        throw SqlException.invalid("Cannot GROUP BY literal values", key.at());
      }
      Sql sql = t.translate(meant(key, select));
      TypeRules.requireGrouping(sql.type(), key.at());
      keys.add(sql.text());
    }
    return keys;
  }

  /** A key may name an item of the SELECT list by number or alias. */
  private static Expr meant(Expr key, Query.Select select) {
    int ordinal = ordinal(key, select.items().size(), "GROUP BY");
    if (ordinal >= 0 && select.items().get(ordinal) instanceof Query.Value value) {
      return value.expr();
    }
    if (key instanceof Expr.Name name && name.path().size() == 1) {
      for (Query.Item item : select.items()) {
        if (item instanceof Query.Value value
            && name.path().get(0).equalsIgnoreCase(value.alias())) {
          return value.expr();
        }
      }
    }
    return key;
  }

  /** The index an integer literal names, or -1 for any other expression. */
  static int ordinal(Expr key, int size, String clause) {
    if (!(key instanceof Expr.Literal literal) || literal.type() != SqlType.INT64) {
      return -1;
    }
    int number = literal.text().length() > 6 ? 0 : Integer.parseInt(literal.text());
    if (number < 1 || number > size) {
      throw SqlException.invalid(
          clause + " is out of SELECT column number range: " + literal.text(), key.at());
    }
    return number - 1;
  }

  /** A literal that is no place in the SELECT list orders nothing. */
  static void requireKey(Expr key, int ordinal) {
    if (ordinal < 0 && Orderings.isLiteral(key)) {
      throw SqlException.invalid("Cannot ORDER BY literal values", key.at());
    }
  }

  private static String order(List<Expr.OrderItem> orderBy, List<Sql> values, ExprTranslator t) {
    if (orderBy.isEmpty()) {
      return "";
    }
    List<String> keys = new ArrayList<>();
    for (Expr.OrderItem item : orderBy) {
      int ordinal = ordinal(item.expr(), values.size(), "ORDER BY");
      requireKey(item.expr(), ordinal);
      keys.add(Orderings.key(ordinal < 0 ? t.translate(item.expr()) : values.get(ordinal), item));
    }
    return " ORDER BY " + String.join(", ", keys);
  }

  private void item(
      Query.Item item, ExprTranslator t, List<OutputColumn> columns, List<Sql> values) {
    if (item instanceof Query.Star star) {
      star(star, t, columns, values);
      return;
    }
    Query.Value value = (Query.Value) item;
    Sql sql = t.translate(value.expr());
    columns.add(new OutputColumn(name(value), sql.type()));
    values.add(sql);
  }

  private static String name(Query.Value value) {
    String alias = value.alias();
    if (alias != null) {
      return alias;
    }
    return value.expr() instanceof Expr.Name name ? name.path().get(name.path().size() - 1) : "";
  }

  private void star(
      Query.Star star, ExprTranslator t, List<OutputColumn> columns, List<Sql> values) {
    Set<String> except = new LinkedHashSet<>();
    for (String name : star.except()) {
      if (!except.add(name.toLowerCase(Locale.ROOT))) {
        throw SqlException.invalid(
            "Duplicate column " + name + " in SELECT * EXCEPT list", star.at());
      }
      if (starred(star).stream().allMatch(source -> !source.hasListed(name))) {
        throw SqlException.invalid(
            "Column " + name + " in SELECT * EXCEPT list does not exist", star.at());
      }
    }
    boolean any = false;
    int before = values.size();
    for (Source source : starred(star)) {
      for (SourceColumn column : source.columns()) {
        any = true;
        if (!except.contains(column.name().toLowerCase(Locale.ROOT))
            && firstOfMerged(star, source, column)) {
          Scope.markRead(source, column);
          Sql sql = Sql.of(merged(star, column).sql(), column.type());
          if (!t.grouping().isKey(sql.text())) {
            t.grouping().columnUsed(column.name(), star.at());
          }
          columns.add(new OutputColumn(column.name(), column.type()));
          values.add(sql);
        }
      }
    }
    if (!any) {
      throw SqlException.invalid("SELECT * must have a FROM clause", star.at());
    }
    if (values.size() == before) {
      throw SqlException.invalid(
          "SELECT * expands to zero columns after applying EXCEPT", star.at());
    }
  }

  private SourceColumn merged(Query.Star star, SourceColumn column) {
    SourceColumn merged = scope.merged().get(column.name().toLowerCase(Locale.ROOT));
    return star.source() == null && merged != null ? merged : column;
  }

  private boolean firstOfMerged(Query.Star star, Source source, SourceColumn column) {
    if (star.source() != null
        || !scope.merged().containsKey(column.name().toLowerCase(Locale.ROOT))) {
      return true;
    }
    return scope.sources().stream()
        .filter(s -> s.column(column.name()) != null)
        .findFirst()
        .filter(s -> s == source)
        .isPresent();
  }

  private List<Source> starred(Query.Star star) {
    String name = star.source();
    if (name == null) {
      return scope.sources();
    }
    Source source = scope.source(name);
    if (source == null) {
      throw SqlException.invalid("Unrecognized name: " + name, star.at());
    }
    return List.of(source);
  }
}
