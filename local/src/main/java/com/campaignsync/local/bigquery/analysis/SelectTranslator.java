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
    String from = from(select.from());
    String where = where(select.where());
    Set<String> keys = groupKeys(select);
    Grouping grouping = Grouping.of(keys);
    ExprTranslator t = new ExprTranslator(context, scope, grouping);
    List<OutputColumn> columns = new ArrayList<>();
    List<Sql> values = new ArrayList<>();
    select.items().forEach(item -> item(item, t, columns, values));
    StringBuilder sql = new StringBuilder("SELECT ").append(select.distinct() ? "DISTINCT " : "");
    sql.append(list(values)).append(from).append(where);
    sql.append(keys.isEmpty() ? "" : " GROUP BY " + String.join(", ", keys));
    for (int i = 0; i < values.size(); i++) {
      grouping.alias(columns.get(i).name(), values.get(i));
    }
    sql.append(condition(" HAVING ", select.having(), t));
    sql.append(condition(" QUALIFY ", select.qualify(), t));
    sql.append(order(orderBy, values, t));
    grouping.check();
    return new TranslatedQuery(sql.toString(), columns);
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
      keys.add(t.translate(meant(key, select)).text());
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

  private static String order(List<Expr.OrderItem> orderBy, List<Sql> values, ExprTranslator t) {
    if (orderBy.isEmpty()) {
      return "";
    }
    List<String> keys = new ArrayList<>();
    for (Expr.OrderItem item : orderBy) {
      int ordinal = ordinal(item.expr(), values.size(), "ORDER BY");
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
    star.except().forEach(name -> except.add(name.toLowerCase(Locale.ROOT)));
    boolean any = false;
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
