package com.campaignsync.local.bigquery.job;

import com.campaignsync.local.bigquery.analysis.Literals;
import com.campaignsync.local.bigquery.schema.Column;
import com.campaignsync.local.bigquery.schema.Partitioning;
import com.campaignsync.local.bigquery.schema.PhysicalTable;
import com.campaignsync.local.bigquery.schema.SchemaJson;
import com.campaignsync.local.bigquery.schema.SqlType;
import com.campaignsync.local.bigquery.schema.TableRef;
import com.campaignsync.local.bigquery.schema.TableSchema;
import com.campaignsync.local.bigquery.schema.ValueType;
import com.campaignsync.local.bigquery.sql.SqlException;
import com.campaignsync.local.bigquery.storage.ByteSums;
import com.campaignsync.local.bigquery.storage.Catalog;
import com.campaignsync.local.bigquery.storage.PartitionTimes;
import com.campaignsync.local.bigquery.storage.SqlScript;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The INFORMATION_SCHEMA views: each a table whose DuckDB name is a query. */
public final class InformationSchema {

  private static final String NAME = "INFORMATION_SCHEMA";

  private final Catalog catalog;
  private final ByteSums sums;
  private final PartitionTimes times;
  private final String project;
  private final String region;
  private final Map<String, TableSchema> schemas;
  private final String jobsSql;

  public InformationSchema(
      Catalog catalog, ByteSums sums, PartitionTimes times, String project, String location) {
    this.catalog = catalog;
    this.sums = sums;
    this.times = times;
    this.project = project;
    this.region = "region-" + location.toLowerCase(Locale.ROOT);
    this.schemas = schemas();
    this.jobsSql = jobsSql(project, Objects.requireNonNull(schemas.get("JOBS")));
  }

  /** {@code ${column}} stands for the type of that column. */
  private static String jobsSql(String project, TableSchema jobs) {
    String sql =
        SqlScript.text(InformationSchema.class, "information_schema_jobs.sql")
            .replace("${project}", project);
    for (Column column : jobs.columns()) {
      sql = sql.replace("${" + column.name() + "}", column.type().duckName());
    }
    return sql;
  }

  private static Map<String, TableSchema> schemas() {
    Map<String, TableSchema> all = new java.util.TreeMap<>();
    try (InputStream in =
        Objects.requireNonNull(
            InformationSchema.class.getResourceAsStream("information_schema.json"))) {
      new ObjectMapper()
          .readTree(in)
          .properties()
          .forEach(view -> all.put(view.getKey(), SchemaJson.read(view.getValue())));
      return all;
    } catch (IOException e) {
      throw new IllegalStateException("information_schema.json cannot be read", e);
    }
  }

  static boolean names(List<String> path) {
    return path.size() > 1 && path.get(path.size() - 2).equalsIgnoreCase(NAME);
  }

  /**
   * The view that {@code path} names: {@code [project.](region-…|dataset).INFORMATION_SCHEMA.VIEW}.
   *
   * @param running records of the jobs that have not ended
   * @throws SqlException reason notFound for a view, region or dataset that is not here
   */
  PhysicalTable find(List<String> path, Supplier<List<String>> running) {
    String view = path.get(path.size() - 1).toUpperCase(Locale.ROOT);
    String qualifier = path.size() > 2 ? path.get(path.size() - 3) : "";
    String ofProject = path.size() > 3 ? path.get(path.size() - 4) : project;
    TableSchema schema = schemas.get(view.equals("JOBS_BY_PROJECT") ? "JOBS" : view);
    boolean regional = qualifier.equalsIgnoreCase(region);
    boolean ofRegion = schema != null && !view.equals("PARTITIONS");
    boolean ofDataset = view.equals("PARTITIONS") || view.equals("COLUMNS");
    if (schema == null
        || !ofProject.equals(project)
        || !(regional ? ofRegion : ofDataset && !qualifier.isEmpty())) {
      throw SqlException.notFound(
          "Not found: Table "
              + project
              + ":"
              + String.join(".", path)
              + " was not found (the local BigQuery has "
              + region
              + ".INFORMATION_SCHEMA.{JOBS, JOBS_BY_PROJECT, TABLE_STORAGE, COLUMNS} and"
              + " dataset.INFORMATION_SCHEMA.{PARTITIONS, COLUMNS})");
    }
    if (!regional) {
      catalog.requireDataset(project, qualifier);
    }
    TableRef ref = new TableRef(project, qualifier + "." + NAME, view);
    String sql =
        schema == schemas.get("JOBS")
            ? jobs(running.get())
            : rows(view, schema, regional, qualifier);
    return new PhysicalTable(ref, PhysicalTable.NO_ID, schema, "(" + sql + ")");
  }

  /** Records kept, and those of running jobs, which may be kept by the time this runs. */
  private String jobs(List<String> running) {
    String list =
        running.stream().map(Literals::string).collect(Collectors.joining(", ", "[", "]"));
    return jobsSql.replace("${running}", "CAST(" + list + " AS VARCHAR[])");
  }

  private String rows(String view, TableSchema schema, boolean regional, String dataset) {
    List<PhysicalTable> tables = new ArrayList<>();
    (regional ? catalog.datasets().keySet() : List.of(dataset))
        .forEach(d -> tables.addAll(catalog.tables(d)));
    List<List<@Nullable Object>> rows = new ArrayList<>();
    try {
      for (PhysicalTable table : tables) {
        switch (view) {
          case "COLUMNS" -> columns(table, rows);
          case "PARTITIONS" -> partitions(table, rows);
          default -> storage(table, rows);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the tables' figures cannot be read", e);
    }
    return values(schema, rows);
  }

  private void columns(PhysicalTable table, List<List<@Nullable Object>> rows) {
    TableSchema schema = table.schema();
    for (Column column : schema.columns()) {
      List<@Nullable Object> row = new ArrayList<>(names(table));
      int cluster = schema.clustering().indexOf(column.name());
      row.add(column.name());
      row.add(schema.columns().indexOf(column) + 1);
      row.add(column.required() ? "NO" : "YES");
      row.add(column.type().toString());
      row.add(schema.isPartitionColumn(column.name()) ? "YES" : "NO");
      row.add(cluster < 0 ? null : cluster + 1);
      rows.add(row);
    }
  }

  private static List<Object> names(PhysicalTable table) {
    return List.of(table.ref().project(), table.ref().dataset(), table.ref().table());
  }

  private void partitions(PhysicalTable table, List<List<@Nullable Object>> rows)
      throws SQLException {
    if (table.schema().view() != null) {
      return;
    }
    Map<String, Long> modified = new java.util.TreeMap<>();
    times.list(table).forEach(p -> modified.put(p.id(), p.modifiedMillis()));
    Partitioning partitioning = table.schema().partitioning();
    for (var partition : sums.of(table).entrySet()) {
      List<@Nullable Object> row = new ArrayList<>(names(table));
      long bytes = ByteSums.bytes(partition.getValue());
      row.add(partitioning == null ? null : partition.getKey());
      row.add(ByteSums.rows(partition.getValue()));
      row.add(bytes);
      row.add(bytes);
      Long time =
          partitioning == null
              ? Long.valueOf(times.tableModifiedMillis(table))
              : modified.get(partition.getKey());
      row.add(time == null ? null : time * 1_000);
      row.add("ACTIVE");
      rows.add(row);
    }
  }

  private void storage(PhysicalTable table, List<List<@Nullable Object>> rows) throws SQLException {
    boolean view = table.schema().view() != null;
    Map<String, long[]> partitions = view ? Map.of() : sums.of(table);
    long bytes = partitions.values().stream().mapToLong(ByteSums::bytes).sum();
    List<@Nullable Object> row = new ArrayList<>(names(table));
    row.add(catalog.createdMillis(table) * 1_000);
    row.add(partitions.values().stream().mapToLong(ByteSums::rows).sum());
    row.add(table.schema().partitioning() == null ? 0 : partitions.size());
    row.add(bytes);
    row.add(bytes);
    row.add(0);
    row.add(times.tableModifiedMillis(table) * 1_000);
    row.add(false);
    row.add(view ? "VIEW" : "BASE TABLE");
    rows.add(row);
  }

  private static String values(TableSchema schema, List<List<@Nullable Object>> rows) {
    List<String> queries = new ArrayList<>();
    for (List<@Nullable Object> row : rows) {
      queries.add("SELECT " + cells(schema, row));
    }
    List<@Nullable Object> none = new ArrayList<>();
    schema.columns().forEach(c -> none.add(null));
    queries.add("SELECT " + cells(schema, none) + " WHERE FALSE");
    return String.join(" UNION ALL ", queries);
  }

  /** A TIMESTAMP is given in microseconds. */
  private static String cells(TableSchema schema, List<@Nullable Object> row) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      Column column = schema.columns().get(i);
      Object value = row.get(i);
      SqlType type = column.type().scalar();
      String text =
          value != null && column.type().equals(ValueType.of(SqlType.TIMESTAMP))
              ? "make_timestamp(CAST(" + value + " AS BIGINT))"
              : Literals.scalar(type, value == null ? null : value.toString());
      cells.add(text + " AS \"" + column.name() + '"');
    }
    return String.join(", ", cells);
  }
}
