package com.campaignsync.local.bigquery.analysis;

import com.campaignsync.local.bigquery.schema.Column;
import com.campaignsync.local.bigquery.schema.PhysicalTable;
import com.campaignsync.local.bigquery.schema.TableSchema;
import com.campaignsync.local.bigquery.sql.Expr;
import com.campaignsync.local.bigquery.sql.Position;
import com.campaignsync.local.bigquery.sql.SqlException;
import com.campaignsync.local.bigquery.sql.Statement.Assignment;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Columns and values of a change's target table. */
final class Targets {

  private Targets() {}

  /** The target's scan: the first relation of the scope. */
  static TableScan scan(Scope scope, Position at) {
    TableScan scan = scope.sources().get(0).scan();
    if (scan == null || scan.table().isInformationSchema()) {
      throw SqlException.invalid("DML is only allowed on tables, not on views or queries", at);
    }
    return scan;
  }

  /** Adds the hidden partition time to the names or the values of new rows. */
  static String withIngestionTime(String list, TableSchema schema, String value) {
    return schema.isIngestionTime() ? list + ", " + value : list;
  }

  /** The ingestion time of rows that come now. */
  static String ingestionTime(TableSchema schema, AnalysisContext context) {
    var partitioning = schema.partitioning();
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, context.now());
    return partitioning == null ? "" : partitioning.startOf(Literals.timestamp(micros));
  }

  static Column column(TableSchema schema, String name, Position at) {
    return schema
        .column(name)
        .orElseThrow(() -> SqlException.invalid("Column " + name + " is not present in table", at));
  }

  /** The named columns in their order, or all of them. */
  static List<Column> columns(TableSchema schema, List<String> names, Position at) {
    if (names.isEmpty()) {
      return schema.columns();
    }
    List<Column> columns = new ArrayList<>();
    for (String name : names) {
      Column column = column(schema, name, at);
      if (columns.contains(column)) {
        throw SqlException.invalid("Column " + name + " specified more than once", at);
      }
      columns.add(column);
    }
    return columns;
  }

  static String names(List<Column> columns) {
    return String.join(", ", columns.stream().map(c -> "\"" + c.name() + "\"").toList());
  }

  /** The value as the column stores it; DEFAULT (a null expression) is NULL. */
  static Sql value(
      Column column, @org.jspecify.annotations.Nullable Expr expr, ExprTranslator t, Position at) {
    if (expr == null
        || (expr instanceof Expr.Name name && name.path().equals(List.of("DEFAULT")))) {
      return Nested.stored(
          column.name(), Sql.of("CAST(NULL AS " + column.type().duckName() + ")", column.type()));
    }
    return store(column, t.translate(expr), at);
  }

  static Sql store(Column column, Sql value, Position at) {
    Sql coerced = Coercion.coerce(value, column.type());
    if (coerced == null) {
      throw SqlException.invalid(
          "Value of type "
              + value.type()
              + " cannot be assigned to "
              + column.name()
              + ", which has type "
              + column.type(),
          at);
    }
    return Nested.stored(column.name(), coerced);
  }

  /** {@code SET} with every value in its column's type. */
  static String set(List<Assignment> assignments, TableSchema schema, ExprTranslator t) {
    List<String> set = new ArrayList<>();
    Set<String> assigned = new HashSet<>();
    for (Assignment assignment : assignments) {
      Column column = column(schema, assignment.column(), assignment.at());
      if (!assigned.add(column.name())) {
        throw SqlException.invalid(
            "Update item " + column.name() + " assigned more than once", assignment.at());
      }
      String value = value(column, assignment.value(), t, assignment.at()).text();
      set.add("\"" + column.name() + "\" = " + value);
    }
    return " SET " + String.join(", ", set);
  }

  /** Partition ids a row is in before and after the assignments. */
  static List<String> places(TableScan target, List<Assignment> assignments, ExprTranslator t) {
    TableSchema schema = target.table().schema();
    List<String> places = new ArrayList<>(List.of(schema.partitionId(target.alias())));
    for (Assignment assignment : assignments) {
      var partitioning = schema.partitioning();
      if (partitioning != null && schema.isPartitionColumn(assignment.column())) {
        Column column = column(schema, assignment.column(), assignment.at());
        places.add(partitioning.idOf(value(column, assignment.value(), t, assignment.at()).text()));
      }
    }
    return places;
  }

  /** Query of {@code (partition id, buffered)} for every place of the rows {@code from} gives. */
  static String probe(TableScan target, List<String> places, String from) {
    String buffered = target.alias() + "." + PhysicalTable.BUFFERED_AT + " IS NOT NULL";
    List<String> queries = new ArrayList<>();
    for (String place : places) {
      queries.add("SELECT DISTINCT " + place + ", " + buffered + from);
    }
    return String.join(" UNION ", queries);
  }

  /** Query that finds a target row which {@code from} gives more than once. */
  static String ambiguous(TableScan target, String from) {
    return "SELECT 1" + from + " GROUP BY " + target.alias() + ".rowid HAVING count(*) > 1 LIMIT 1";
  }
}
