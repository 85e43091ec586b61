package com.campaignsync.local.bigquery.analysis;

import com.campaignsync.local.bigquery.schema.Column;
import com.campaignsync.local.bigquery.schema.SqlType;
import com.campaignsync.local.bigquery.schema.ValueType;
import com.campaignsync.local.bigquery.sql.SqlException;
import com.campaignsync.local.bigquery.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Analyzes parsed statements. */
public final class Analyzer {

  private static final List<String> RESERVED = List.of("_PARTITION", "_TABLE_", "_FILE_");

  private Analyzer() {}

  /**
   * @throws SqlException with BigQuery's message if a name, type or function does not fit
   */
  public static Plan analyze(Statement statement, AnalysisContext context) {
    if (statement instanceof Statement.Select select) {
      TranslatedQuery query = new QueryTranslator(context).translate(select.query(), null);
      return new Plan.Select(
          written(query), columns(query.columns()), context.scans(), context.isDeterministic());
    }
    if (statement instanceof Statement.Merge merge) {
      return new MergeTranslator(context).translate(merge);
    }
    return new ChangeTranslator(context).translate(statement);
  }

  /** The query, refusing arrays with NULL elements, which a result cannot hold. */
  private static String written(TranslatedQuery query) {
    if (query.columns().stream().noneMatch(c -> c.type().isNested())) {
      return query.sql();
    }
    List<String> items = new ArrayList<>();
    for (OutputColumn column : query.columns()) {
      String c = "c" + items.size();
      items.add(Nested.written(column, c) + " AS " + c);
    }
    return "SELECT " + String.join(", ", items) + " FROM (" + query.sql() + ")";
  }

  /** Names as the client sees them: unnamed columns are f0_, f1_ … */
  private static List<Column> columns(List<OutputColumn> outputs) {
    List<Column> columns = new ArrayList<>();
    Set<String> names = new HashSet<>();
    int unnamed = 0;
    for (OutputColumn output : outputs) {
      String name = output.name().isEmpty() ? "f" + unnamed++ + "_" : output.name();
      if (!names.add(name.toLowerCase(Locale.ROOT))) {
        throw SqlException.invalid(
            "Duplicate column names in the result are not supported when a destination table is"
                + " present. Found duplicate(s): "
                + name);
      }
      if (RESERVED.stream().anyMatch(name.toUpperCase(Locale.ROOT)::startsWith)) {
        throw SqlException.invalid(
            "Invalid field name \""
                + name
                + "\". Field names are not allowed to start with "
                + RESERVED);
      }
      boolean untyped = output.type().isNull();
      columns.add(Column.of(name, untyped ? ValueType.of(SqlType.INT64) : output.type()));
    }
    return columns;
  }
}
