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
      Sql alias = grouping.aliased(first);
      if (alias != null) {
        return alias;
      }
      SourceColumn column = scope.column(first, name.at());
      if (column != null) {
        return used(column, name, grouping);
      }
      throw unrecognized(name);
    }
    Source source = scope.source(first);
    if (source == null || name.path().size() > 2) {
      throw unrecognized(name);
    }
    SourceColumn column = source.column(name.path().get(1));
    if (column == null) {
      throw SqlException.invalid(
          "Name " + name.path().get(1) + " not found inside " + first, name.at());
    }
    Scope.markRead(source, column);
    return used(column, name, grouping);
  }

  private static SqlException unrecognized(Expr.Name name) {
    return SqlException.invalid("Unrecognized name: " + name.path().get(0), name.at());
  }

  private static Sql used(SourceColumn column, Expr.Name name, Grouping grouping) {
    if (!grouping.isKey(column.sql())) {
      grouping.columnUsed(column.name(), name.at());
    }
    return Sql.of(column.sql(), column.type());
  }
}
