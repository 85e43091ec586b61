package com.campaignsync.local.bigquery.analysis;

import com.campaignsync.local.bigquery.analysis.Source.SourceColumn;
import com.campaignsync.local.bigquery.sql.Expr;
import com.campaignsync.local.bigquery.sql.SqlException;

/** Turns names into columns. */
final class NameResolver {

  private NameResolver() {}

  static Sql resolve(Expr.Name name, Scope scope, Grouping grouping) {
    String first = name.path().get(0);
    if (name.path().size() == 1) {
      Sql alias = grouping.aliased(first, name.at());
      if (alias != null) {
        return alias;
      }
      SourceColumn column = scope.column(first, name.at());
      if (column != null) {
        return used(column, name, grouping);
      }
      throw unrecognized(name, scope);
    }
    Source source = scope.source(first);
    if (source == null) {
      SourceColumn struct = scope.column(first, name.at());
      if (struct == null) {
        throw unrecognized(name, scope);
      }
      return fields(used(struct, name, grouping), name, 1);
    }
    SourceColumn column = source.column(name.path().get(1));
    if (column == null) {
      throw SqlException.invalid(
          "Name " + name.path().get(1) + " not found inside " + first, name.at());
    }
    if (source.isAmbiguous(column.name())) {
      throw SqlException.invalid(
          "Name " + column.name() + " is ambiguous inside " + first, name.at());
    }
    Scope.markRead(source, column);
    return fields(used(column, name, grouping), name, 2);
  }

  /** The path's parts from {@code index} on are fields of structs. */
  private static Sql fields(Sql value, Expr.Name name, int index) {
    Sql inner = value;
    for (String field : name.path().subList(index, name.path().size())) {
      inner = Nested.field(inner, field, name.at());
    }
    return inner;
  }

  private static SqlException unrecognized(Expr.Name name, Scope scope) {
    return SqlException.invalid(
        "Unrecognized name: "
            + name.path().get(0)
            + Suggestions.of(name.path().get(0), scope.names()),
        name.at());
  }

  private static Sql used(SourceColumn column, Expr.Name name, Grouping grouping) {
    if (!grouping.isKey(column.sql())) {
      grouping.columnUsed(column.name(), name.at());
    }
    return Sql.of(column.sql(), column.type());
  }
}
