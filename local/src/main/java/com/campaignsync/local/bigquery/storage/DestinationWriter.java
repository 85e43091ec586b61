package com.campaignsync.local.bigquery.storage;

import com.campaignsync.local.bigquery.schema.Column;
import com.campaignsync.local.bigquery.schema.PhysicalTable;
import com.campaignsync.local.bigquery.schema.SchemaJson;
import com.campaignsync.local.bigquery.schema.TableRef;
import com.campaignsync.local.bigquery.schema.TableSchema;
import com.campaignsync.local.bigquery.sql.SqlException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Writes a query's result into a table. */
public final class DestinationWriter {

  private final Database database;
  private final Catalog catalog;
  private final InstantSource clock;

  public DestinationWriter(Database database, Catalog catalog, InstantSource clock) {
    this.database = database;
    this.catalog = catalog;
    this.clock = clock;
  }

  /**
   * Writes the rows, all or none.
   *
   * @param disposition WRITE_EMPTY, WRITE_APPEND or WRITE_TRUNCATE
   * @param create whether a missing table is made
   * @param shape timePartitioning and clustering of a new table
   * @throws SqlException reason notFound or duplicate, or invalidQuery if the columns do not fit
   */
  public void write(
      Results.Result result, TableRef ref, String disposition, boolean create, JsonNode shape)
      throws SQLException {
    catalog.requireDataset(ref.project(), ref.dataset());
    if (!catalog.has(ref) && create) {
      catalog.createTable(ref, definition(result, shape));
    }
    PhysicalTable table = catalog.find(ref);
    requireFit(result, table);
    requireShape(result, table, shape);
    database.write(connection -> write(connection, result, table, disposition));
  }

  private static ObjectNode definition(Results.Result result, JsonNode shape) {
    ObjectNode definition = JsonNodeFactory.instance.objectNode();
    definition.set("schema", SchemaJson.columns(result.columns()));
    for (String field : List.of("timePartitioning", "clustering")) {
      if (shape.has(field)) {
        definition.set(field, shape.get(field));
      }
    }
    return definition;
  }

  /** A table that exists keeps its partitions: asking for others is an error. */
  private static void requireShape(Results.Result result, PhysicalTable table, JsonNode shape) {
    TableSchema asked = SchemaJson.read(definition(result, shape)).withoutExpiration();
    TableSchema kept = table.schema().withoutExpiration();
    boolean partitions = !shape.hasNonNull("timePartitioning");
    boolean clusters = !shape.hasNonNull("clustering");
    if (!(partitions || Objects.equals(asked.partitioning(), kept.partitioning()))
        || !(clusters || asked.clustering().equals(kept.clustering()))) {
      throw SqlException.invalid(
          "Incompatible table partitioning or clustering specification for " + table.ref());
    }
  }

  private static void requireFit(Results.Result result, PhysicalTable table) {
    List<Column> columns = table.schema().columns();
    boolean fits = table.schema().view() == null && columns.size() == result.columns().size();
    for (int i = 0; fits && i < columns.size(); i++) {
      Column wanted = columns.get(i);
      Column given = result.columns().get(i);
      fits = wanted.name().equalsIgnoreCase(given.name()) && wanted.type().equals(given.type());
    }
    if (!fits) {
      throw SqlException.invalid(
          "Provided Schema does not match Table "
              + table.ref()
              + ": the local BigQuery needs the same columns in the same order");
    }
  }

  private long write(
      Connection connection, Results.Result result, PhysicalTable table, String disposition)
      throws SQLException {
    Set<String> touched = RowIds.partitionsAfter(connection, table, -1);
    if (disposition.equals("WRITE_EMPTY") && !touched.isEmpty()) {
      throw SqlException.duplicate("Already Exists: Table " + table.ref());
    }
    if (disposition.equals("WRITE_TRUNCATE")) {
      Database.execute(connection, "DELETE FROM " + table.duckName());
    } else {
      touched.clear();
    }
    long before = RowIds.last(connection, table);
    List<String> names = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (Column column : table.schema().columns()) {
      names.add('"' + column.name() + '"');
      String value = "c" + values.size();
      boolean array = column.type().array();
      values.add(array ? "coalesce(" + value + ", [])" : value);
    }
    Database.execute(
        connection,
        "INSERT INTO "
            + table.duckName()
            + " ("
            + String.join(", ", names)
            + ") SELECT "
            + String.join(", ", values)
            + " FROM "
            + result.duckName()
            + " ORDER BY rowid");
    RowIds.stampAfter(connection, table, before, clock.millis());
    touched.addAll(RowIds.partitionsAfter(connection, table, before));
    PartitionTimes.touchTable(connection, table.id(), clock.millis());
    PartitionTimes.touch(connection, table, touched, clock.millis());
    return result.rows();
  }
}
