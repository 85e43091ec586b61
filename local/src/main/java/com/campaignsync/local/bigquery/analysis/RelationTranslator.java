package com.campaignsync.local.bigquery.analysis;

import com.campaignsync.local.bigquery.analysis.Source.SourceColumn;
import com.campaignsync.local.bigquery.schema.Column;
import com.campaignsync.local.bigquery.schema.Partitioning;
import com.campaignsync.local.bigquery.schema.PhysicalTable;
import com.campaignsync.local.bigquery.schema.SqlType;
import com.campaignsync.local.bigquery.schema.ValueType;
import com.campaignsync.local.bigquery.sql.Expr;
import com.campaignsync.local.bigquery.sql.Position;
import com.campaignsync.local.bigquery.sql.Query;
import com.campaignsync.local.bigquery.sql.SqlException;
import com.campaignsync.local.bigquery.sql.StatementParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Translates FROM and adds what it finds to the scope. */
final class RelationTranslator {

  private final AnalysisContext context;
  private final Scope scope;

  RelationTranslator(AnalysisContext context, Scope scope) {
    this.context = context;
    this.scope = scope;
  }

  String translate(Query.Relation relation) {
    if (relation instanceof Query.Table table) {
      return table(table);
    }
    if (relation instanceof Query.Subquery subquery) {
      return subquery(subquery);
    }
    if (relation instanceof Query.Unnest unnest) {
      return unnest(unnest);
    }
    return join((Query.Join) relation);
  }

  private String table(Query.Table table) {
    if (table.path().size() > 1 && scope.source(table.path().get(0)) != null) {
      String alias = table.alias();
      String last = table.path().get(table.path().size() - 1);
      Expr array = new Expr.Name(table.path(), table.at());
      return unnest(new Query.Unnest(array, alias == null ? last : alias, null, table.at()));
    }
    CteQuery cte = table.path().size() == 1 ? scope.cte(table.path().get(0)) : null;
    String alias = table.alias();
    String name = alias == null ? table.path().get(table.path().size() - 1) : alias;
    if (cte != null) {
      String duckAlias = context.freshAlias();
      context.keep(cte.takeScans());
      scope.add(source(name, duckAlias, cte.columns()), table.at());
      return cte.duckName() + " AS " + duckAlias;
    }
    PhysicalTable found = context.table(table.path(), table.at());
    String view = found.schema().view();
    if (view != null) {
      return view(name, found, view, table.at());
    }
    TableScan scan = context.scan(found);
    scope.add(tableSource(name, scan), table.at());
    return scan.table().duckName() + " AS " + scan.alias();
  }

  /** A view is its query, under the names it had when it was defined. */
  private String view(String name, PhysicalTable view, String sql, Position at) {
    Query query = StatementParser.parseQuery(sql);
    TranslatedQuery translated =
        context.insideView(
            view.ref().toString(), () -> new QueryTranslator(context).translate(query, null));
    String duckAlias = context.freshAlias();
    scope.add(source(name, duckAlias, translated.columns()), at);
    return "(" + translated.sql() + ") AS " + duckAlias;
  }

  static Source tableSource(String name, TableScan scan) {
    List<SourceColumn> columns = new ArrayList<>();
    for (Column column : scan.table().schema().columns()) {
      columns.add(
          new SourceColumn(
              column.name(), column.type(), scan.alias() + ".\"" + column.name() + "\""));
    }
    return new Source(name, columns, pseudo(scan), scan);
  }

  /** Columns of a table that {@code *} does not name. */
  private static List<SourceColumn> pseudo(TableScan scan) {
    Partitioning partitioning = scan.table().schema().partitioning();
    if (partitioning == null || !partitioning.isIngestionTime()) {
      return List.of();
    }
    String time = scan.alias() + ".\"" + Partitioning.INGESTION_TIME + "\"";
    SourceColumn column =
        new SourceColumn(Partitioning.INGESTION_TIME, ValueType.of(SqlType.TIMESTAMP), time);
    return partitioning.unit() != Partitioning.Unit.DAY
        ? List.of(column)
        : List.of(
            column,
            new SourceColumn(
                Partitioning.INGESTION_DATE,
                ValueType.of(SqlType.DATE),
                "CAST(" + time + " AS DATE)"));
  }

  /** A subquery's columns under a DuckDB alias. */
  static Source source(String name, String duckAlias, List<OutputColumn> outputs) {
    List<SourceColumn> columns = new ArrayList<>();
    for (OutputColumn output : outputs) {
      columns.add(
          new SourceColumn(output.name(), output.type(), duckAlias + ".c" + columns.size()));
    }
    return new Source(name, columns, List.of(), null);
  }

  private String subquery(Query.Subquery subquery) {
    TranslatedQuery query =
        new QueryTranslator(context)
            .translate(subquery.query(), new Scope(null, scope.visibleCtes()));
    String duckAlias = context.freshAlias();
    String alias = subquery.alias();
    scope.add(source(alias == null ? "" : alias, duckAlias, query.columns()), subquery.at());
    return "(" + query.sql() + ") AS " + duckAlias;
  }

  private String unnest(Query.Unnest unnest) {
    Sql array =
        new ExprTranslator(context, scope, Grouping.none("UNNEST")).translate(unnest.array());
    if (!array.type().array()) {
      throw SqlException.invalid(
          "Values referenced in UNNEST must be arrays. UNNEST contains expression of type "
              + array.type(),
          unnest.at());
    }
    String duckAlias = context.freshAlias();
    scope.add(elements(unnest, array.type().element(), duckAlias), unnest.at());
    return "(SELECT unnest("
        + array.text()
        + ") AS c0, unnest(range(len("
        + array.text()
        + "))) AS c1) AS "
        + duckAlias;
  }

  /** Structs give a column for each field, and are themselves called by the alias. */
  private static Source elements(Query.Unnest unnest, ValueType element, String duckAlias) {
    String alias = unnest.alias() == null ? "" : String.valueOf(unnest.alias());
    SourceColumn whole = new SourceColumn(alias, element, duckAlias + ".c0");
    boolean struct = element.is(SqlType.STRUCT);
    List<SourceColumn> columns = new ArrayList<>();
    for (ValueType.Field field : element.fields()) {
      Sql value = Nested.field(Sql.of(whole.sql(), element), field.name(), unnest.at());
      columns.add(new SourceColumn(field.name(), field.type(), value.text()));
    }
    if (!struct) {
      columns.add(whole);
    }
    String offset = unnest.offset();
    if (offset != null) {
      columns.add(new SourceColumn(offset, ValueType.of(SqlType.INT64), duckAlias + ".c1"));
    }
    return new Source(struct ? alias : "", columns, struct ? List.of(whole) : List.of(), null);
  }

  private String join(Query.Join join) {
    String left = translate(join.left());
    int leftSources = scope.sources().size();
    String right = translate(join.right());
    if (join.kind().equals("CROSS")) {
      return left + " CROSS JOIN " + right;
    }
    Expr on = join.on();
    String condition =
        on == null
            ? using(join, leftSources)
            : new ExprTranslator(context, scope, Grouping.none("ON clause"))
                .condition(on, "ON clause")
                .text();
    String lateral = join.right() instanceof Query.Unnest ? " JOIN LATERAL " : " JOIN ";
    return left + " " + join.kind() + lateral + right + " ON " + condition;
  }

  private String using(Query.Join join, int leftSources) {
    List<String> conditions = new ArrayList<>();
    for (String name : join.using()) {
      SourceColumn merged = scope.merged().get(name.toLowerCase(Locale.ROOT));
      SourceColumn left =
          merged != null ? merged : find(name, scope.sources().subList(0, leftSources), join.at());
      SourceColumn right =
          find(name, scope.sources().subList(leftSources, scope.sources().size()), join.at());
      conditions.add(
          Operators.compare(
                  "=",
                  Sql.of(left.sql(), left.type()),
                  Sql.of(right.sql(), right.type()),
                  join.at())
              .text());
      scope.merged().put(name.toLowerCase(Locale.ROOT), merge(join.kind(), left, right));
    }
    return String.join(" AND ", conditions);
  }

  private static SourceColumn merge(String kind, SourceColumn left, SourceColumn right) {
    return switch (kind) {
      case "RIGHT" -> right;
      case "FULL" ->
          new SourceColumn(
              left.name(), left.type(), "coalesce(" + left.sql() + ", " + right.sql() + ")");
      default -> left;
    };
  }

  private static SourceColumn find(String name, List<Source> sources, Position at) {
    for (Source source : sources) {
      SourceColumn column = source.column(name);
      if (source.isAmbiguous(name)) {
        throw SqlException.invalid("Column " + name + " in USING clause is ambiguous", at);
      }
      if (column != null) {
        Scope.markRead(source, column);
        return column;
      }
    }
    throw SqlException.invalid("Column " + name + " in USING clause not found on both sides", at);
  }
}
