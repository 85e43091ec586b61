package com.campaignsync.local.bigquery.sql;

import com.campaignsync.local.bigquery.schema.SqlType;
import com.campaignsync.local.bigquery.schema.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expression as written, with the place where it begins. */
public sealed interface Expr {

  /** Where it begins. */
  Position at();

  /** NULL. */
  record NullLiteral(Position at) implements Expr {}

  /** TRUE or FALSE. */
  record BoolLiteral(boolean value, Position at) implements Expr {}

  /** A literal of the given type; {@code text} as in {@link Token}. */
  record Literal(SqlType type, String text, Position at) implements Expr {}

  /** {@code @name}, or {@code ?} by its number from 1: {@code #1}. */
  record Parameter(String name, Position at) implements Expr {}

  /** {@code column} or {@code table.column}. */
  record Name(List<String> path, Position at) implements Expr {}

  /** A function call; {@code star} for COUNT(*); {@code limit} inside its parentheses. */
  record Call(
      String name,
      List<Expr> arguments,
      boolean star,
      boolean distinct,
      boolean ignoreNulls,
      List<OrderItem> orderBy,
      @Nullable Expr limit,
      @Nullable Window over,
      Position at)
      implements Expr {}

  /** NOT, unary minus or plus. */
  record Unary(String operator, Expr operand, Position at) implements Expr {}

  /** AND, OR, a comparison, LIKE, arithmetic or {@code ||}; {@code at} is the left operand's. */
  record Binary(String operator, Expr left, Expr right, Position at) implements Expr {}

  /** IS [NOT] NULL, TRUE or FALSE. */
  record Is(Expr operand, String what, boolean negated, Position at) implements Expr {}

  record Between(Expr operand, Expr low, Expr high, boolean negated, Position at) implements Expr {}

  record InList(Expr operand, List<Expr> items, boolean negated, Position at) implements Expr {}

  record InUnnest(Expr operand, Expr array, boolean negated, Position at) implements Expr {}

  record InQuery(Expr operand, Query query, boolean negated, Position at) implements Expr {}

  record Exists(Query query, Position at) implements Expr {}

  /** A query in parentheses used as one value. */
  record ScalarQuery(Query query, Position at) implements Expr {}

  record Case(@Nullable Expr operand, List<When> whens, @Nullable Expr otherwise, Position at)
      implements Expr {}

  /** One WHEN … THEN of a CASE. */
  record When(Expr condition, Expr result) {}

  record Cast(Expr operand, ValueType type, boolean safe, Position at) implements Expr {}

  /** {@code INTERVAL amount unit}, valid as an argument of date functions. */
  record Interval(Expr amount, String unit, Position at) implements Expr {}

  record Extract(String part, Expr operand, Position at) implements Expr {}

  /** {@code STRUCT(a AS x, b)}. */
  record StructLiteral(List<NamedExpr> parts, Position at) implements Expr {}

  /** An expression with its alias, if it has one. */
  record NamedExpr(Expr expr, @Nullable String alias) {}

  /** {@code ARRAY(SELECT …)}. */
  record ArrayQuery(Query query, Position at) implements Expr {}

  /** {@code operand.name}. */
  record Field(Expr operand, String name, Position at) implements Expr {}

  /** {@code array[mode(index)]}; mode OFFSET, ORDINAL, SAFE_OFFSET or SAFE_ORDINAL. */
  record Element(Expr array, String mode, Expr index, Position at) implements Expr {}

  record ArrayLiteral(List<Expr> items, Position at) implements Expr {}

  /**
   * One key of ORDER BY.
   *
   * @param nullsFirst null where the statement does not say
   */
  record OrderItem(Expr expr, boolean descending, @Nullable Boolean nullsFirst) {}

  /**
   * OVER (…).
   *
   * @param frame the frame clause in canonical words; empty if none
   */
  record Window(List<Expr> partitionBy, List<OrderItem> orderBy, String frame) {}
}
