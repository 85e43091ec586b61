package com.campaignsync.local.bigquery.dialect;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.campaignsync.local.bigquery.schema.Column;
import com.campaignsync.local.bigquery.schema.TableSchema;
import com.google.zetasql.Analyzer;
import com.google.zetasql.AnalyzerOptions;
import com.google.zetasql.PreparedQuery;
import com.google.zetasql.SimpleCatalog;
import com.google.zetasql.SimpleColumn;
import com.google.zetasql.SimpleTable;
import com.google.zetasql.SqlException;
import com.google.zetasql.TableContent;
import com.google.zetasql.Type;
import com.google.zetasql.TypeFactory;
import com.google.zetasql.Value;
import com.google.zetasql.ZetaSQLType.TypeKind;
import com.google.zetasql.toolkit.catalog.bigquery.BigQueryCatalog;
import com.google.zetasql.toolkit.catalog.bigquery.BigQueryResourceProvider;
import com.google.zetasql.toolkit.options.BigQueryLanguageOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** ZetaSQL with BigQuery's options and functions, and the tables it is told of. */
final class ZetaSql {

  /** BigQuery would not answer, and why. */
  static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RefusedException(String message) {
      super(message);
    }
  }

  private final AnalyzerOptions options = new AnalyzerOptions();
  private final SimpleCatalog catalog =
      new BigQueryCatalog("p", (BigQueryResourceProvider) null).getZetaSQLCatalog();
  private final Map<String, TableContent> contents = new HashMap<>();

  ZetaSql() {
    options.setLanguageOptions(BigQueryLanguageOptions.get());
    // None listed means all are allowed: DML too, not queries alone.
    options.getLanguageOptions().setSupportedStatementKinds(Set.of());
    options.setDefaultTimezone("UTC");
  }

  /** Skips the test where ZetaSQL has no native library. */
  static void assumeItRunsHere() {
    String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    assumeTrue(
        system.equals("Linux amd64") || system.equals("Mac OS X x86_64"),
        "ZetaSQL has no native library for " + system);
  }

  /**
   * Adds a table.
   *
   * @param path as statements name it between backticks
   */
  void addTable(String path, TableSchema schema) {
    List<SimpleColumn> columns = new ArrayList<>();
    for (Column column : schema.columns()) {
      columns.add(new SimpleColumn(path, column.name(), type(column)));
    }
    catalog.addSimpleTable(path, new SimpleTable(path, columns));
  }

  /** Adds a table that has rows. */
  void addTable(String path, TableSchema schema, List<List<@Nullable Object>> rows) {
    addTable(path, schema);
    List<List<Value>> values = new ArrayList<>();
    rows.forEach(row -> values.add(values(schema, row)));
    contents.put(path, TableContent.create(values));
  }

  private static List<Value> values(TableSchema schema, List<@Nullable Object> row) {
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      values.add(ZetaSqlValues.value(type(schema.columns().get(i)), row.get(i)));
    }
    return values;
  }

  void declareParameter(String name, TypeKind kind) {
    options.addQueryParameter(name, TypeFactory.createSimpleType(kind));
  }

  void declareArrayParameter(String name, TypeKind kind) {
    options.addQueryParameter(
        name, TypeFactory.createArrayType(TypeFactory.createSimpleType(kind)));
  }

  private static Type type(Column column) {
    return TypeFactory.createSimpleType(ZetaSqlValues.kind(column.type().scalar()));
  }

  /**
   * @throws com.google.zetasql.SqlException in BigQuery's words, if the statement is wrong
   */
  void analyze(String sql) {
    Analyzer.analyzeStatement(sql, options, catalog);
  }

  /**
   * Runs a query on the tables' rows.
   *
   * @throws RefusedException if it is wrong or fails
   */
  Answer run(String sql) {
    try (PreparedQuery query =
        PreparedQuery.builder()
            .setSql(sql)
            .setAnalyzerOptions(options)
            .setCatalog(catalog)
            .setTablesContents(contents)
            .prepare()) {
      TableContent content = query.execute(Map.of());
      boolean unwritable =
          content.getTableData().stream()
              .flatMap(List::stream)
              .anyMatch(ZetaSqlValues::isUnwritable);
      if (unwritable) {
        throw new RefusedException("Array cannot have a null element; error in writing field");
      }
      return ZetaSqlValues.answer(query.getColumns(), content);
    } catch (SqlException e) {
      throw new RefusedException(String.valueOf(e.getMessage()));
    }
  }
}
