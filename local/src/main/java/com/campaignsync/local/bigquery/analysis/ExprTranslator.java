package com.campaignsync.local.bigquery.analysis;

import com.campaignsync.local.bigquery.schema.SqlType;
import com.campaignsync.local.bigquery.schema.ValueType;
import com.campaignsync.local.bigquery.sql.Expr;
import com.campaignsync.local.bigquery.sql.Position;
import com.campaignsync.local.bigquery.sql.Query;
import com.campaignsync.local.bigquery.sql.SqlException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Translates expressions in one scope, finding their types on the way. */
final class ExprTranslator {

  private final AnalysisContext context;
  private final Scope scope;
  private final Grouping grouping;

  ExprTranslator(AnalysisContext context, Scope scope, Grouping grouping) {
    this.context = context;
    this.scope = scope;
    this.grouping = grouping;
  }

  AnalysisContext context() {
    return context;
  }

  Grouping grouping() {
    return grouping;
  }

  Sql translate(Expr expr) {
    int before = grouping.ungroupedCount();
    Sql sql = dispatch(expr);
    if (grouping.isKey(sql.text())) {
      grouping.forgetUngrouped(before);
    }
    return sql;
  }

  private Sql dispatch(Expr expr) {
    if (expr instanceof Expr.Name name) {
      if (isNow(name)) {
        return CallTranslator.translate(now(name), this);
      }
      return NameResolver.resolve(name, scope, grouping);
    }
    if (expr instanceof Expr.Literal || expr instanceof Expr.Parameter) {
      return constant(expr);
    }
    if (expr instanceof Expr.NullLiteral) {
      return new Sql("NULL", ValueType.of(SqlType.NULL), true);
    }
    if (expr instanceof Expr.BoolLiteral literal) {
      return Sql.of(literal.value() ? "TRUE" : "FALSE", SqlType.BOOL);
    }
    if (expr instanceof Expr.Call call) {
      return CallTranslator.translate(call, this);
    }
    if (expr instanceof Expr.Cast cast) {
      return Casts.cast(translate(cast.operand()), cast.type(), cast.safe(), cast.at());
    }
    if (expr instanceof Expr.Unary unary) {
      return Operators.unary(unary, this);
    }
    if (expr instanceof Expr.Binary binary) {
      return Operators.binary(binary, this);
    }
    if (expr instanceof Expr.Case branches) {
      return Conditionals.caseWhen(branches, this);
    }
    if (expr instanceof Expr.ArrayLiteral array) {
      return array(array);
    }
    if (expr instanceof Expr.StructLiteral struct) {
      return Nested.struct(struct, this);
    }
    if (expr instanceof Expr.Field field) {
      return Nested.field(translate(field.operand()), field.name(), field.at());
    }
    if (expr instanceof Expr.Element element) {
      return Nested.element(element, this);
    }
    if (expr instanceof Expr.ArrayQuery query) {
      return Nested.arrayQuery(query, this);
    }
    if (expr instanceof Expr.Extract extract) {
      return DateFunctions.extract(extract, this);
    }
    if (expr instanceof Expr.Interval interval) {
      throw SqlException.invalid(
          "INTERVAL values are only supported in date functions", interval.at());
    }
    return Predicates.translate(expr, this);
  }

  /** CURRENT_DATE and CURRENT_TIMESTAMP are called without parentheses too. */
  private boolean isNow(Expr.Name name) {
    String first = name.path().get(0).toUpperCase(Locale.ROOT);
    return name.path().size() == 1
        && (first.equals("CURRENT_DATE") || first.equals("CURRENT_TIMESTAMP"))
        && scope.column(first, name.at()) == null;
  }

  private static Expr.Call now(Expr.Name name) {
    String function = name.path().get(0).toUpperCase(Locale.ROOT);
    return new Expr.Call(
        function, List.of(), false, false, false, List.of(), null, null, name.at());
  }

  private Sql constant(Expr expr) {
    try {
      if (expr instanceof Expr.Literal literal) {
        SqlType type = literal.type();
        if (type == SqlType.NUMERIC && Literals.digitsAfterPoint(literal.text()) > 9) {
          throw SqlException.invalid(
              "Invalid NUMERIC literal: \"" + literal.text() + '"', literal.at());
        }
        return new Sql(Literals.scalar(type, literal.text()), ValueType.of(type), true);
      }
      Expr.Parameter parameter = (Expr.Parameter) expr;
      QueryParameter value = context.parameter(parameter.name(), parameter.at());
      List<String> items = value.items();
      String text =
          value.type().array()
              ? Literals.array(value.type().scalar(), items == null ? List.of() : items)
              : Literals.scalar(value.type().scalar(), value.value());
      return new Sql(text, value.type(), true);
    } catch (IllegalArgumentException e) {
      throw SqlException.invalid(String.valueOf(e.getMessage()), expr.at());
    }
  }

  private Sql array(Expr.ArrayLiteral array) {
    List<Sql> items = translateAll(array.items());
    ValueType element = common(items, array.at(), "Array elements of types");
    String list =
        items.stream()
            .map(i -> coerce(i, element, array.at()).text())
            .collect(Collectors.joining(", "));
    if (element.array()) {
      throw SqlException.invalid(
          "Cannot construct array with element type "
              + element
              + " because nested arrays are not"
              + " supported",
          array.at());
    }
    ValueType type = element.asArray();
    if (items.isEmpty()) {
      return new Sql("[]", type, true);
    }
    return new Sql("CAST([" + list + "] AS " + type.duckName() + ")", type, true);
  }

  List<Sql> translateAll(List<Expr> exprs) {
    List<Sql> all = new ArrayList<>();
    exprs.forEach(e -> all.add(translate(e)));
    return all;
  }

  /** A translated subquery that may use this scope's names. */
  TranslatedQuery subquery(Query query) {
    return new QueryTranslator(context).translate(query, scope);
  }

  /** The value as {@code to}, or BigQuery's complaint. */
  Sql coerce(Sql value, ValueType to, Position at) {
    Sql coerced = Coercion.coerce(value, to);
    if (coerced == null) {
      throw SqlException.invalid(
          "Value of type " + value.type() + " cannot be used where " + to + " is expected", at);
    }
    return coerced;
  }

  ValueType common(List<Sql> values, Position at, String what) {
    ValueType common = Coercion.common(values);
    if (common == null) {
      throw SqlException.invalid(
          what + " " + types(values) + " do not have a common supertype", at);
    }
    return common;
  }

  /** A condition: BOOL, or it is refused naming the clause. */
  Sql condition(Expr expr, String clause) {
    Sql sql = translate(expr);
    if (!sql.is(SqlType.BOOL) && !sql.type().isNull()) {
      throw SqlException.invalid(
          clause + " should return type BOOL, but returns " + sql.type(), expr.at());
    }
    return sql;
  }

  static String types(List<Sql> values) {
    return values.stream().map(v -> v.type().toString()).collect(Collectors.joining(", "));
  }
}
