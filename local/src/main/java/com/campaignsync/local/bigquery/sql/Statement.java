package com.campaignsync.local.bigquery.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement this server runs. */
public sealed interface Statement {

  /** BigQuery's statementType. */
  String type();

  /** A query. */
  record Select(Query query) implements Statement {
    @Override
    public String type() {
      return "SELECT";
    }
  }

  /** INSERT with VALUES (then {@code rows}) or with a query. */
  record Insert(
      Query.Table target, List<String> columns, List<List<Expr>> rows, @Nullable Query query)
      implements Statement {
    @Override
    public String type() {
      return "INSERT";
    }
  }

  record Update(Query.Table target, List<Assignment> set, Query.@Nullable Relation from, Expr where)
      implements Statement {
    @Override
    public String type() {
      return "UPDATE";
    }
  }

  record Delete(Query.Table target, Expr where) implements Statement {
    @Override
    public String type() {
      return "DELETE";
    }
  }

  record Merge(Query.Table target, Query.Relation source, Expr on, List<MergeClause> clauses)
      implements Statement {
    @Override
    public String type() {
      return "MERGE";
    }
  }

  /** {@code column = value}; a null value is DEFAULT, which is NULL here. */
  record Assignment(String column, @Nullable Expr value, Position at) {}

  /**
   * One WHEN of a MERGE.
   *
   * @param matched MATCHED, NOT MATCHED BY TARGET or NOT MATCHED BY SOURCE
   * @param action UPDATE, DELETE or INSERT
   * @param columns of the INSERT; empty means all, or the source's row with {@code insertRow}
   */
  record MergeClause(
      String matched,
      @Nullable Expr condition,
      String action,
      List<Assignment> set,
      List<String> columns,
      List<Expr> values,
      boolean insertRow,
      Position at) {}
}
