package com.campaignsync.local.bigquery.analysis;

import com.campaignsync.local.bigquery.schema.Column;
import com.campaignsync.local.bigquery.schema.Partitioning;
import com.campaignsync.local.bigquery.schema.PhysicalTable;
import com.campaignsync.local.bigquery.schema.TableSchema;
import com.campaignsync.local.bigquery.sql.Expr;
import com.campaignsync.local.bigquery.sql.Query;
import com.campaignsync.local.bigquery.sql.SqlException;
import com.campaignsync.local.bigquery.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Translates INSERT, UPDATE and DELETE. */
final class ChangeTranslator {

  private final AnalysisContext context;

  ChangeTranslator(AnalysisContext context) {
    this.context = context;
  }

  Plan.Change translate(Statement statement) {
    if (statement instanceof Statement.Insert insert) {
      return insert(insert);
    }
    if (statement instanceof Statement.Update update) {
      return update(update);
    }
    return delete((Statement.Delete) statement);
  }

  private Plan.Change insert(Statement.Insert insert) {
    List<TableScan> opened = new ArrayList<>();
    context.collecting(() -> opened.add(context.scan(table(insert.target()))));
    TableScan target = opened.get(0);
    TableSchema schema = target.table().schema();
    List<Column> columns = Targets.columns(schema, insert.columns(), insert.target().at());
    Query query = insert.query();
    String rows = query == null ? values(insert, columns, schema) : rows(query, columns, schema);
    String sql =
        "INSERT INTO "
            + target.table().duckName()
            + " ("
            + Targets.withIngestionTime(Targets.names(columns), schema, Partitioning.INGESTION_TIME)
            + ") "
            + rows;
    return new Plan.Change("INSERT", target, sql, null, null, context.scans());
  }

  private PhysicalTable table(Query.Table target) {
    PhysicalTable table = context.table(target.path(), target.at());
    if (table.schema().view() != null || table.isInformationSchema()) {
      throw SqlException.invalid("DML is only allowed on tables, not on views", target.at());
    }
    return table;
  }

  private String values(Statement.Insert insert, List<Column> columns, TableSchema schema) {
    ExprTranslator t = new ExprTranslator(context, new Scope(null), Grouping.none("VALUES"));
    List<String> rows = new ArrayList<>();
    for (List<Expr> row : insert.rows()) {
      if (row.size() != columns.size()) {
        throw SqlException.invalid(
            "Inserted row has wrong column count; Has "
                + row.size()
                + ", expected "
                + columns.size(),
            insert.target().at());
      }
      List<String> values = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        values.add(Targets.value(columns.get(i), row.get(i), t, row.get(i).at()).text());
      }
      rows.add("(" + withIngestionTime(values, schema) + ")");
    }
    return "VALUES " + String.join(", ", rows);
  }

  private String withIngestionTime(List<String> values, TableSchema schema) {
    return Targets.withIngestionTime(
        String.join(", ", values), schema, Targets.ingestionTime(schema, context));
  }

  private String rows(Query query, List<Column> columns, TableSchema schema) {
    TranslatedQuery rows = new QueryTranslator(context).translate(query, null);
    if (rows.columns().size() != columns.size()) {
      throw SqlException.invalid(
          "Inserted row has wrong column count; Has "
              + rows.columns().size()
              + ", expected "
              + columns.size(),
          query.at());
    }
    String alias = context.freshAlias();
    List<String> values = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      Sql value = Sql.of(alias + ".c" + i, rows.columns().get(i).type());
      values.add(Targets.store(columns.get(i), value, query.at()).text());
    }
    return "SELECT " + withIngestionTime(values, schema) + " FROM (" + rows.sql() + ") AS " + alias;
  }

  private Plan.Change update(Statement.Update update) {
    Scope scope = new Scope(null);
    String target = new RelationTranslator(context, scope).translate(update.target());
    TableScan scan = Targets.scan(scope, update.target().at());
    Query.Relation relation = update.from();
    String source =
        relation == null ? "" : new RelationTranslator(context, scope).translate(relation);
    String where = " WHERE " + Pruning.condition(update.where(), context, scope).text();
    ExprTranslator t = new ExprTranslator(context, scope, Grouping.none("UPDATE"));
    String set = Targets.set(update.set(), scan.table().schema(), t);
    String from = " FROM " + target + (source.isEmpty() ? "" : ", " + source) + where;
    return new Plan.Change(
        "UPDATE",
        scan,
        "UPDATE " + target + set + (source.isEmpty() ? "" : " FROM " + source) + where,
        Targets.probe(scan, Targets.places(scan, update.set(), t), from),
        source.isEmpty() ? null : Targets.ambiguous(scan, from),
        context.scans());
  }

  private Plan.Change delete(Statement.Delete delete) {
    Scope scope = new Scope(null);
    String target = new RelationTranslator(context, scope).translate(delete.target());
    TableScan scan = Targets.scan(scope, delete.target().at());
    String where = " WHERE " + Pruning.condition(delete.where(), context, scope).text();
    ExprTranslator t = new ExprTranslator(context, scope, Grouping.none("DELETE"));
    return new Plan.Change(
        "DELETE",
        scan,
        "DELETE FROM " + target + where,
        Targets.probe(scan, Targets.places(scan, List.of(), t), " FROM " + target + where),
        null,
        context.scans());
  }
}
