package com.campaignsync.local.bigquery.analysis;

import com.campaignsync.local.bigquery.schema.Column;
import com.campaignsync.local.bigquery.schema.Partitioning;
import com.campaignsync.local.bigquery.schema.PhysicalTable;
import com.campaignsync.local.bigquery.schema.TableSchema;
import com.campaignsync.local.bigquery.sql.Expr;
import com.campaignsync.local.bigquery.sql.SqlException;
import com.campaignsync.local.bigquery.sql.Statement;
import com.campaignsync.local.bigquery.sql.Statement.MergeClause;
import java.util.ArrayList;
import java.util.List;

/** Translates MERGE; DuckDB's own MERGE has the same clauses. */
final class MergeTranslator {

  private final AnalysisContext context;
  private final Scope scope = new Scope(null);

  MergeTranslator(AnalysisContext context) {
    this.context = context;
  }

  Plan.Change translate(Statement.Merge merge) {
    RelationTranslator relations = new RelationTranslator(context, scope);
    String target = relations.translate(merge.target());
    TableScan scan = Targets.scan(scope, merge.target().at());
    String source = relations.translate(merge.source());
    ExprTranslator t = new ExprTranslator(context, scope, Grouping.none("MERGE"));
    String on = t.condition(merge.on(), "ON clause").text();
    StringBuilder sql =
        new StringBuilder("MERGE INTO " + target + " USING " + source + " ON " + on);
    merge.clauses().forEach(clause -> sql.append(clause(clause, scan.table().schema())));
    sql.append(returning(scan.table().schema()));
    String from = " FROM " + target + ", " + source + " WHERE " + on;
    return new Plan.Change(
        "MERGE",
        scan,
        sql.toString(),
        probe(merge, scan, from, t),
        changesMatched(merge) ? Targets.ambiguous(scan, from) : null,
        context.scans());
  }

  private static boolean changesMatched(Statement.Merge merge) {
    return merge.clauses().stream().anyMatch(c -> c.matched().equals("MATCHED"));
  }

  private static String returning(TableSchema schema) {
    var partitioning = schema.partitioning();
    String id =
        partitioning == null
            ? "'" + TableSchema.WHOLE_TABLE_ID + "'"
            : partitioning.idOf("\"" + partitioning.field() + "\"");
    return " RETURNING " + id + ", " + PhysicalTable.BUFFERED_AT + " IS NOT NULL";
  }

  /** Only a MERGE that moves rows between partitions needs their old places beforehand. */
  private static @org.jspecify.annotations.Nullable String probe(
      Statement.Merge merge, TableScan scan, String from, ExprTranslator t) {
    TableSchema schema = scan.table().schema();
    boolean rewrites = merge.clauses().stream().anyMatch(c -> !c.action().equals("INSERT"));
    boolean moves =
        merge.clauses().stream()
            .flatMap(c -> c.set().stream())
            .anyMatch(a -> schema.isPartitionColumn(a.column()));
    if (moves) {
      return Targets.probe(scan, Targets.places(scan, List.of(), t), from);
    }
    return rewrites ? "SELECT '', FALSE WHERE FALSE" : null;
  }

  private String clause(MergeClause clause, TableSchema schema) {
    ExprTranslator t =
        new ExprTranslator(context, visible(clause.matched()), Grouping.none("MERGE"));
    Expr condition = clause.condition();
    String when =
        " WHEN "
            + clause.matched()
            + (condition == null ? "" : " AND " + t.condition(condition, "WHEN clause").text())
            + " THEN ";
    return when
        + switch (clause.action()) {
          case "UPDATE" -> "UPDATE" + Targets.set(clause.set(), schema, t);
          case "INSERT" -> insert(clause, schema, t);
          default -> "DELETE";
        };
  }

  /** A row without a match has only the columns of its own side. */
  private Scope visible(String matched) {
    int count = scope.sources().size();
    return switch (matched) {
      case "NOT MATCHED BY TARGET" -> scope.part(1, count);
      case "NOT MATCHED BY SOURCE" -> scope.part(0, 1);
      default -> scope;
    };
  }

  private String insert(MergeClause clause, TableSchema schema, ExprTranslator t) {
    List<Column> columns = Targets.columns(schema, clause.columns(), clause.at());
    List<Sql> given = clause.insertRow() ? sourceRow() : null;
    int count = given == null ? clause.values().size() : given.size();
    if (count != columns.size()) {
      throw SqlException.invalid(
          "Inserted row has wrong column count; Has " + count + ", expected " + columns.size(),
          clause.at());
    }
    List<String> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Sql value =
          given == null
              ? Targets.value(columns.get(i), clause.values().get(i), t, clause.at())
              : Targets.store(columns.get(i), given.get(i), clause.at());
      values.add(value.text());
    }
    return "INSERT ("
        + Targets.withIngestionTime(Targets.names(columns), schema, Partitioning.INGESTION_TIME)
        + ") VALUES ("
        + Targets.withIngestionTime(
            String.join(", ", values), schema, Targets.ingestionTime(schema, context))
        + ")";
  }

  private List<Sql> sourceRow() {
    List<Sql> row = new ArrayList<>();
    Source source = scope.sources().get(1);
    for (Source.SourceColumn column : source.columns()) {
      Scope.markRead(source, column);
      row.add(Sql.of(column.sql(), column.type()));
    }
    return row;
  }
}
