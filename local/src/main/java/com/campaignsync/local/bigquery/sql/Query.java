package com.campaignsync.local.bigquery.sql;

import com.campaignsync.local.bigquery.sql.Expr.OrderItem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A query expression: WITH, body, ORDER BY, LIMIT. */
public record Query(
    List<Cte> with,
    Body body,
    List<OrderItem> orderBy,
    @Nullable Expr limit,
    @Nullable Expr offset,
    Position at) {

  /** One named query of a WITH. */
  public record Cte(String name, Query query) {}

  /** What produces the rows. */
  public sealed interface Body {}

  /** A query in parentheses. */
  public record Nested(Query query) implements Body {}

  /** UNION ALL, UNION DISTINCT, INTERSECT DISTINCT, EXCEPT DISTINCT. */
  public record SetOperation(Body left, String operator, Body right, Position at) implements Body {}

  /** SELECT … FROM … */
  public record Select(
      boolean distinct,
      List<Item> items,
      @Nullable Relation from,
      @Nullable Expr where,
      List<Expr> groupBy,
      @Nullable Expr having,
      @Nullable Expr qualify,
      Position at)
      implements Body {}

  /** An entry of the SELECT list. */
  public sealed interface Item {}

  /** {@code *} or {@code t.*}, with EXCEPT names. */
  public record Star(@Nullable String source, List<String> except, Position at) implements Item {}

  /** An expression, with its alias if it has one. */
  public record Value(Expr expr, @Nullable String alias) implements Item {}

  /** Something rows are read from. */
  public sealed interface Relation {}

  /** A table or a WITH query by name. */
  public record Table(List<String> path, @Nullable String alias, Position at) implements Relation {}

  /** A query in parentheses. */
  public record Subquery(Query query, @Nullable String alias, Position at) implements Relation {}

  /** UNNEST(array) AS alias. */
  public record Unnest(Expr array, @Nullable String alias, @Nullable String offset, Position at)
      implements Relation {}

  /** {@code kind}: INNER, LEFT, RIGHT, FULL or CROSS. */
  public record Join(
      Relation left,
      String kind,
      Relation right,
      @Nullable Expr on,
      List<String> using,
      Position at)
      implements Relation {}
}
