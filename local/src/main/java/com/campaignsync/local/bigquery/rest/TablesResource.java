package com.campaignsync.local.bigquery.rest;

import com.campaignsync.local.bigquery.job.JobFailure;
import com.campaignsync.local.bigquery.schema.PhysicalTable;
import com.campaignsync.local.bigquery.schema.SchemaJson;
import com.campaignsync.local.bigquery.schema.TableRef;
import com.campaignsync.local.bigquery.storage.ByteSums;
import com.campaignsync.local.bigquery.storage.Catalog;
import com.campaignsync.local.bigquery.storage.PartitionTimes;
import com.campaignsync.local.bigquery.storage.Results;
import com.campaignsync.local.bigquery.storage.StreamingBuffer;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;

/** tables.get, insert, list and delete. */
public final class TablesResource {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Catalog catalog;
  private final ByteSums sums;
  private final PartitionTimes times;
  private final StreamingBuffer buffer;
  private final Results results;
  private final PartitionsSummary summary;
  private final String location;

  public TablesResource(
      Catalog catalog,
      ByteSums sums,
      PartitionTimes times,
      StreamingBuffer buffer,
      Results results,
      PartitionsSummary summary,
      String location) {
    this.catalog = catalog;
    this.sums = sums;
    this.times = times;
    this.buffer = buffer;
    this.results = results;
    this.summary = summary;
    this.location = location;
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
    return Reply.ok(resource(catalog.find(ref)));
  }

  private ObjectNode summary(TableRef ref) {
    PhysicalTable table = catalog.find(PartitionsSummary.base(ref));
    ObjectNode resource = head(ref);
    resource.set("schema", SchemaJson.columns(PartitionsSummary.COLUMNS));
    resource.put("creationTime", Long.toString(catalog.createdMillis(table)));
    return resource;
  }

  private ObjectNode anonymous(TableRef ref, Results.Result result) {
    ObjectNode resource = head(ref);
    resource.set("schema", SchemaJson.columns(result.columns()));
    resource.put("numRows", Long.toString(result.rows()));
    return resource.put("creationTime", Long.toString(result.createdMillis()));
  }

  private ObjectNode head(TableRef ref) {
    ObjectNode resource = JSON.objectNode();
    resource.put("kind", "bigquery#table");
    resource.put("id", ref.toString());
    resource.put(
        "selfLink",
        "/bigquery/v2/projects/"
            + ref.project()
            + "/datasets/"
            + ref.dataset()
            + "/tables/"
            + ref.table());
    resource
        .putObject("tableReference")
        .put("projectId", ref.project())
        .put("datasetId", ref.dataset())
        .put("tableId", ref.table());
    return resource.put("type", "TABLE").put("location", location);
  }

  private ObjectNode resource(PhysicalTable table) throws SQLException {
    ObjectNode resource = head(table.ref());
    SchemaJson.write(table.schema(), resource);
    long modified = times.tableModifiedMillis(table);
    StreamingBuffer.State waiting = buffer.state(table);
    long rows = 0;
    long bytes = 0;
    for (long[] partition : sums.of(table).values()) {
      rows += partition[partition.length - 1];
      for (int i = 0; i < partition.length - 1; i++) {
        bytes += partition[i];
      }
    }
    resource.put("etag", "table-" + table.id() + "-" + modified);
    resource.put("creationTime", Long.toString(catalog.createdMillis(table)));
    resource.put("lastModifiedTime", Long.toString(modified));
    resource.put("numRows", Long.toString(rows - waiting.rows()));
    resource.put("numBytes", Long.toString(bytes));
    resource.put("numLongTermBytes", "0");
    if (waiting.rows() > 0) {
      resource
          .putObject("streamingBuffer")
          .put("estimatedRows", Long.toString(waiting.rows()))
          .put("estimatedBytes", Long.toString(bytes / Math.max(1, rows) * waiting.rows()))
          .put("oldestEntryTime", Long.toString(waiting.oldestMillis()));
    }
    return resource;
  }

  Reply insert(Call call) throws SQLException {
    String name = call.body().path("tableReference").path("tableId").asText("");
    if (!name.matches("[\\p{L}\\p{N}_ -]{1,1024}")) {
      throw new JobFailure("invalid", "Invalid table ID \"" + name + "\".");
    }
    TableRef ref = new TableRef(call.project(), call.path().get(3), name);
    if (!catalog.createTable(ref, SchemaJson.read(call.body()))) {
      throw new JobFailure("duplicate", "Already Exists: Table " + ref);
    }
    return Reply.ok(resource(catalog.find(ref)));
  }

  Reply list(Call call) {
    String dataset = call.path().get(3);
    catalog.requireDataset(call.project(), dataset);
    ObjectNode body = JSON.objectNode().put("kind", "bigquery#tableList");
    ArrayNode list = body.putArray("tables");
    for (PhysicalTable table : catalog.tables(dataset)) {
      ObjectNode entry = head(table.ref());
      SchemaJson.write(table.schema(), entry);
      entry.remove("schema");
      list.add(entry.put("creationTime", Long.toString(catalog.createdMillis(table))));
    }
    return Reply.ok(body.put("totalItems", list.size()));
  }

  Reply delete(Call call) throws SQLException {
    PhysicalTable table = catalog.find(ref(call));
    catalog.dropTable(table);
    sums.forget(table);
    return Reply.empty();
  }
}
