package com.campaignsync.local.bigquery.analysis;

import com.campaignsync.local.bigquery.schema.SqlType;
import com.campaignsync.local.bigquery.schema.ValueType;
import com.campaignsync.local.bigquery.sql.Expr;
import com.campaignsync.local.bigquery.sql.Query;
import com.campaignsync.local.bigquery.sql.SqlException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Translates query expressions: WITH, set operations, ORDER BY and LIMIT. */
final class QueryTranslator {

  private final AnalysisContext context;

  QueryTranslator(AnalysisContext context) {
    this.context = context;
  }

  TranslatedQuery translate(Query query, @Nullable Scope outer) {
    Map<String, CteQuery> ctes = new TreeMap<>();
    StringBuilder with = new StringBuilder();
    Scope scope = new Scope(outer, ctes);
    for (Query.Cte cte : query.with()) {
      with.append(with.isEmpty() ? "WITH " : ", ").append(cte(cte, scope, ctes));
    }
    TranslatedQuery body = body(query, scope);
    String sql = with.isEmpty() ? body.sql() : with + " " + body.sql();
    return new TranslatedQuery(sql + limits(query, scope), body.columns());
  }

  private String cte(Query.Cte cte, Scope scope, Map<String, CteQuery> ctes) {
    String key = cte.name().toLowerCase(Locale.ROOT);
    if (ctes.containsKey(key)) {
      throw SqlException.invalid(
          "Duplicate alias " + cte.name() + " for WITH subquery", cte.query().at());
    }
    List<TranslatedQuery> result = new ArrayList<>();
    List<TableScan> scans = context.collecting(() -> result.add(translate(cte.query(), scope)));
    TranslatedQuery translated = result.get(0);
    String duckName = context.freshAlias();
    ctes.put(key, new CteQuery(duckName, translated.columns(), scans));
    return duckName + " AS (" + translated.sql() + ")";
  }

  private TranslatedQuery body(Query query, Scope scope) {
    if (query.body() instanceof Query.Select select && !select.distinct()) {
      return new SelectTranslator(context, scope).translate(select, query.orderBy());
    }
    TranslatedQuery body = unordered(query.body(), scope);
    return query.orderBy().isEmpty() ? body : ordered(body, query, scope);
  }

  /** Orders by output columns: nothing else is visible behind DISTINCT or a set operation. */
  private TranslatedQuery ordered(TranslatedQuery body, Query query, Scope scope) {
    String alias = context.freshAlias();
    Scope output = new Scope(scope);
    output.add(RelationTranslator.source("", alias, body.columns()), query.at());
    ExprTranslator t = new ExprTranslator(context, output, Grouping.none("ORDER BY clause"));
    List<String> keys = new ArrayList<>();
    for (Expr.OrderItem item : query.orderBy()) {
      int ordinal = SelectTranslator.ordinal(item.expr(), body.columns().size(), "ORDER BY");
      SelectTranslator.requireKey(item.expr(), ordinal);
      Sql value =
          ordinal < 0
              ? t.translate(item.expr())
              : Sql.of(alias + ".c" + ordinal, body.columns().get(ordinal).type());
      keys.add(Orderings.key(value, item));
    }
    return new TranslatedQuery(
        "SELECT * FROM (" + body.sql() + ") AS " + alias + " ORDER BY " + String.join(", ", keys),
        body.columns());
  }

  private TranslatedQuery unordered(Query.Body body, Scope scope) {
    if (body instanceof Query.Select select) {
      return new SelectTranslator(context, scope).translate(select, List.of());
    }
    if (body instanceof Query.Nested nested) {
      TranslatedQuery inner = translate(nested.query(), scope);
      return new TranslatedQuery("(" + inner.sql() + ")", inner.columns());
    }
    Query.SetOperation operation = (Query.SetOperation) body;
    return combine(
        operation, unordered(operation.left(), scope), unordered(operation.right(), scope));
  }

  private TranslatedQuery combine(
      Query.SetOperation operation, TranslatedQuery left, TranslatedQuery right) {
    if (left.columns().size() != right.columns().size()) {
      throw SqlException.invalid(
          "Queries in "
              + operation.operator()
              + " have mismatched column count; query 1 has "
              + left.columns().size()
              + " columns, query 2 has "
              + right.columns().size(),
          operation.at());
    }
    List<OutputColumn> columns = new ArrayList<>();
    for (int i = 0; i < left.columns().size(); i++) {
      columns.add(
          new OutputColumn(left.columns().get(i).name(), common(operation, left, right, i)));
    }
    String duck = operation.operator().replace(" DISTINCT", "");
    return new TranslatedQuery(
        "(" + as(left, columns) + ") " + duck + " (" + as(right, columns) + ")", columns);
  }

  private static ValueType common(
      Query.SetOperation operation, TranslatedQuery left, TranslatedQuery right, int i) {
    ValueType l = left.columns().get(i).type();
    ValueType r = right.columns().get(i).type();
    ValueType common = Coercion.common(List.of(Sql.of("", l), Sql.of("", r)));
    if (common == null) {
      throw SqlException.invalid(
          "Column "
              + (i + 1)
              + " in "
              + operation.operator()
              + " has incompatible types: "
              + l
              + ", "
              + r,
          operation.at());
    }
    if (operation.operator().endsWith(" DISTINCT") && !TypeRules.isPlain(common)) {
      throw SqlException.invalid(
          "Column "
              + (i + 1)
              + " in "
              + operation.operator()
              + " has type that does not support set operation comparisons: "
              + TypeRules.kind(common),
          operation.at());
    }
    return common;
  }

  private String as(TranslatedQuery query, List<OutputColumn> columns) {
    String alias = context.freshAlias();
    List<String> items = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      Sql value = Sql.of(alias + ".c" + i, query.columns().get(i).type());
      Sql coerced = Coercion.coerce(value, columns.get(i).type());
      items.add((coerced == null ? value : coerced).text() + " AS c" + i);
    }
    return "SELECT " + String.join(", ", items) + " FROM (" + query.sql() + ") AS " + alias;
  }

  private String limits(Query query, Scope scope) {
    Expr limit = query.limit();
    Expr offset = query.offset();
    return (limit == null ? "" : " LIMIT " + count(limit, scope))
        + (offset == null ? "" : " OFFSET " + count(offset, scope));
  }

  private String count(Expr expr, Scope scope) {
    boolean constant = expr instanceof Expr.Literal || expr instanceof Expr.Parameter;
    Sql count = new ExprTranslator(context, scope, Grouping.none("LIMIT")).translate(expr);
    if (!constant || !count.is(SqlType.INT64)) {
      throw SqlException.invalid(
          "LIMIT and OFFSET must be INT64 literals or parameters", expr.at());
    }
    String value =
        expr instanceof Expr.Literal literal
            ? literal.text()
            : context.parameter(((Expr.Parameter) expr).name(), expr.at()).value();
    if (value == null || value.strip().startsWith("-")) {
      throw SqlException.invalid(
          "LIMIT expects a non-negative integer literal or parameter", expr.at());
    }
    return count.text();
  }
}
