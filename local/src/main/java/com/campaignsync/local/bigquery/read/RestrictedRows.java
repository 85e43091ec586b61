package com.campaignsync.local.bigquery.read;

import com.campaignsync.local.bigquery.analysis.AnalysisContext;
import com.campaignsync.local.bigquery.analysis.Analyzer;
import com.campaignsync.local.bigquery.analysis.Plan;
import com.campaignsync.local.bigquery.schema.Column;
import com.campaignsync.local.bigquery.schema.PhysicalTable;
import com.campaignsync.local.bigquery.schema.TableRef;
import com.campaignsync.local.bigquery.schema.TableSchema;
import com.campaignsync.local.bigquery.sql.Expr;
import com.campaignsync.local.bigquery.sql.Position;
import com.campaignsync.local.bigquery.sql.Query;
import com.campaignsync.local.bigquery.sql.Statement;
import com.campaignsync.local.bigquery.sql.StatementParser;
import com.campaignsync.local.bigquery.storage.Catalog;
import com.campaignsync.local.bigquery.storage.Results;
import com.campaignsync.local.bigquery.storage.Results.Result;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Copies the rows of a table that a restriction lets through, through the analyzer that queries go
 * through, so that names and types are checked as BigQuery checks them.
 */
final class RestrictedRows {

  private static final Position START = new Position(1, 1);

  private final Catalog catalog;
  private final Results results;
  private final InstantSource clock;

  RestrictedRows(Catalog catalog, Results results, InstantSource clock) {
    this.catalog = catalog;
    this.results = results;
    this.clock = clock;
  }

  /** The columns of a table or result. */
  List<Column> columns(TableRef table) {
    return find(table).schema().columns();
  }

  /**
   * Copies the rows as they are now, in their order.
   *
   * @param restriction a condition in GoogleSQL; blank for all rows
   */
  Result copy(TableRef table, List<Column> columns, String restriction) throws SQLException {
    Expr where = restriction.isBlank() ? null : StatementParser.parseCondition(restriction);
    AnalysisContext context =
        new AnalysisContext(table.project(), null, this::find, Map.of(), clock.instant());
    Plan.Select plan = (Plan.Select) Analyzer.analyze(select(table, columns, where), context);
    return results.create(plan.sql(), columns, statement -> {});
  }

  private static Statement select(TableRef table, List<Column> columns, @Nullable Expr where) {
    List<Query.Item> items = new ArrayList<>();
    for (Column column : columns) {
      items.add(new Query.Value(new Expr.Name(List.of(column.name()), START), null));
    }
    List<String> path = List.of(table.project(), table.dataset(), table.table());
    Query.Table from = new Query.Table(path, null, START);
    Query.Body body = new Query.Select(false, items, from, where, List.of(), null, null, START);
    return new Statement.Select(new Query(List.of(), body, List.of(), null, null, START));
  }

  private PhysicalTable find(TableRef ref) {
    if (ref.dataset().equals(Results.DATASET)) {
      return resultAsTable(ref);
    }
    PhysicalTable table = catalog.find(ref);
    if (table.schema().view() != null) {
      throw ReadErrors.invalid("non-table entities cannot be read with the storage API: " + ref);
    }
    return table;
  }

  /** A result under the names its columns have for the client. */
  private PhysicalTable resultAsTable(TableRef ref) {
    Result result = results.require(ref.project(), ref.table());
    List<String> names = new ArrayList<>();
    for (Column column : result.columns()) {
      names.add("c" + names.size() + " AS \"" + column.name().replace("\"", "\"\"") + "\"");
    }
    String rows = "(SELECT " + String.join(", ", names) + " FROM " + result.duckName() + ")";
    return new PhysicalTable(
        ref, -1, new TableSchema(result.columns(), null, List.of(), null), rows);
  }
}
