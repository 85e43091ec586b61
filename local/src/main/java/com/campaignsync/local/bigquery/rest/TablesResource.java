package com.campaignsync.local.bigquery.rest;

import com.campaignsync.local.bigquery.analysis.Plan;
import com.campaignsync.local.bigquery.job.JobFailure;
import com.campaignsync.local.bigquery.job.JobRunner;
import com.campaignsync.local.bigquery.schema.Column;
import com.campaignsync.local.bigquery.schema.Partitioning;
import com.campaignsync.local.bigquery.schema.PhysicalTable;
import com.campaignsync.local.bigquery.schema.SchemaJson;
import com.campaignsync.local.bigquery.schema.TableRef;
import com.campaignsync.local.bigquery.schema.TableSchema;
import com.campaignsync.local.bigquery.storage.ByteSums;
import com.campaignsync.local.bigquery.storage.Catalog;
import com.campaignsync.local.bigquery.storage.Results;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.util.List;

/** tables.get, insert, list, patch, update and delete. */
public final class TablesResource {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Catalog catalog;
  private final JobRunner runner;
  private final ByteSums sums;
  private final Results results;
  private final TableJson json;

  public TablesResource(
      Catalog catalog, JobRunner runner, ByteSums sums, Results results, TableJson json) {
    this.catalog = catalog;
    this.runner = runner;
    this.sums = sums;
    this.results = results;
    this.json = json;
  }

  static TableRef ref(Call call) {
    return new TableRef(call.project(), call.path().get(3), call.path().get(5));
  }

  Reply get(Call call) throws SQLException {
    TableRef ref = ref(call);
    if (ref.dataset().equals(Results.DATASET)) {
      return Reply.ok(anonymous(ref, results.require(ref.project(), ref.table())));
    }
    if (PartitionsSummary.isSummary(ref)) {
      return Reply.ok(summary(ref));
    }
    int decorator = ref.table().indexOf('$');
    return Reply.ok(decorator < 0 ? json.whole(catalog.find(ref)) : partition(ref, decorator));
  }

  private ObjectNode partition(TableRef ref, int decorator) throws SQLException {
    String id = ref.table().substring(decorator + 1);
    PhysicalTable table =
        catalog.find(
            new TableRef(ref.project(), ref.dataset(), ref.table().substring(0, decorator)));
    Partitioning partitioning = table.schema().partitioning();
    if (partitioning == null || !partitioning.isId(id)) {
      throw new JobFailure("invalid", "Invalid partition \"" + id + "\" of table " + table.ref());
    }
    return json.partition(table, ref, id);
  }

  private ObjectNode summary(TableRef ref) {
    PhysicalTable table = catalog.find(PartitionsSummary.base(ref));
    ObjectNode resource = json.head(ref);
    resource.set("schema", SchemaJson.columns(PartitionsSummary.COLUMNS));
    return resource.put("creationTime", Long.toString(catalog.createdMillis(table)));
  }

  private ObjectNode anonymous(TableRef ref, Results.Result result) {
    ObjectNode resource = json.head(ref);
    resource.set("schema", SchemaJson.columns(result.columns()));
    resource.put("numRows", Long.toString(result.rows()));
    return resource.put("creationTime", Long.toString(result.createdMillis()));
  }

  Reply insert(Call call) throws SQLException {
    String name = call.body().path("tableReference").path("tableId").asText("");
    if (!name.matches("[\\p{L}\\p{N}_ -]{1,1024}")) {
      throw new JobFailure("invalid", "Invalid table ID \"" + name + "\".");
    }
    TableRef ref = new TableRef(call.project(), call.path().get(3), name);
    ObjectNode definition = call.body().deepCopy();
    if (definition.has("view")) {
      describeView(definition);
    }
    if (!catalog.createTable(ref, definition)) {
      throw new JobFailure("duplicate", "Already Exists: Table " + ref);
    }
    return Reply.ok(json.whole(catalog.find(ref)));
  }

  /** A view's columns are those of its query. */
  private void describeView(ObjectNode definition) {
    JsonNode view = definition.path("view");
    if (view.path("useLegacySql").asBoolean(false)) {
      throw new JobFailure("invalid", "Legacy SQL is not supported by the local BigQuery.");
    }
    Plan plan = runner.analyze(view.path("query").asText());
    if (!(plan instanceof Plan.Select select)) {
      throw new JobFailure("invalidQuery", "A view's definition must be a query");
    }
    for (Column column : select.columns()) {
      if (column.name().matches("f\\d+_")) {
        throw new JobFailure(
            "invalidQuery",
            "CREATE VIEW columns must be named, but column "
                + (select.columns().indexOf(column) + 1)
                + " has no name");
      }
    }
    definition.set("schema", SchemaJson.columns(select.columns()));
  }

  Reply list(Call call) {
    String dataset = call.path().get(3);
    catalog.requireDataset(call.project(), dataset);
    List<PhysicalTable> tables = catalog.tables(dataset);
    long start = PageToken.start(call);
    long end = Math.min(tables.size(), start + Math.max(1, call.number("maxResults", 1_000)));
    ObjectNode body = JSON.objectNode().put("kind", "bigquery#tableList");
    ArrayNode list = body.putArray("tables");
    for (long i = start; i < end; i++) {
      list.add(json.listed(tables.get((int) i)));
    }
    if (end < tables.size()) {
      body.put("nextPageToken", PageToken.of(end));
    }
    return Reply.ok(body.put("totalItems", tables.size()));
  }

  /**
   * patch or update: what is said about the table, and a view's query.
   *
   * @param whole whether it is an update: what the body leaves out is removed
   */
  Reply change(Call call, boolean whole) throws SQLException {
    PhysicalTable table = catalog.find(ref(call));
    requireVersion(call, table);
    SchemaJson.refuseUnsupported(call.body());
    TableSchema schema = table.schema();
    ObjectNode wanted = JSON.objectNode();
    SchemaJson.write(schema, wanted);
    List<String> shape = List.of("schema", "view", "clustering");
    shape.stream().filter(call.body()::has).forEach(f -> wanted.set(f, call.body().get(f)));
    patchPartitioning(wanted, call.body().path("timePartitioning"), whole);
    if (schema.view() != null) {
      describeView(wanted);
    }
    TableSchema changed = SchemaJson.read(wanted);
    if (schema.view() == null && !changed.withoutExpiration().equals(schema.withoutExpiration())) {
      throw new JobFailure(
          "invalid", "Changing a table's schema or partitions is not supported locally.");
    }
    catalog.describeTable(table, changed, call.body(), whole);
    return Reply.ok(json.whole(catalog.find(table.ref())));
  }

  private static void patchPartitioning(ObjectNode wanted, JsonNode patch, boolean whole) {
    if (whole && patch.isObject()) {
      wanted.set("timePartitioning", patch);
    } else {
      patch
          .properties()
          .forEach(f -> wanted.withObject("/timePartitioning").set(f.getKey(), f.getValue()));
    }
  }

  private void requireVersion(Call call, PhysicalTable table) throws SQLException {
    call.requireVersion(json.whole(table).path("etag").asText());
  }

  Reply delete(Call call) throws SQLException {
    PhysicalTable table = catalog.find(ref(call));
    requireVersion(call, table);
    catalog.dropTable(table);
    sums.forget(table);
    return Reply.empty();
  }
}
