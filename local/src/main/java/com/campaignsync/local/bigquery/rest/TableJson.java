package com.campaignsync.local.bigquery.rest;

import com.campaignsync.local.bigquery.schema.PhysicalTable;
import com.campaignsync.local.bigquery.schema.SchemaJson;
import com.campaignsync.local.bigquery.schema.TableRef;
import com.campaignsync.local.bigquery.storage.ByteSums;
import com.campaignsync.local.bigquery.storage.Catalog;
import com.campaignsync.local.bigquery.storage.PartitionTimes;
import com.campaignsync.local.bigquery.storage.PartitionTimes.Partition;
import com.campaignsync.local.bigquery.storage.StreamingBuffer;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** The REST resources of tables, views and single partitions. INT64 figures are strings there. */
public final class TableJson {

  private final Catalog catalog;
  private final ByteSums sums;
  private final PartitionTimes times;
  private final StreamingBuffer buffer;
  private final String location;

  public TableJson(
      Catalog catalog,
      ByteSums sums,
      PartitionTimes times,
      StreamingBuffer buffer,
      String location) {
    this.catalog = catalog;
    this.sums = sums;
    this.times = times;
    this.buffer = buffer;
    this.location = location;
  }

  /** What every kind of table has: its names. */
  ObjectNode head(TableRef ref) {
    ObjectNode resource = JsonNodeFactory.instance.objectNode();
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

  /** An entry of tables.list: no schema, no figures. */
  ObjectNode listed(PhysicalTable table) {
    ObjectNode entry = described(table);
    entry.remove("schema");
    return entry.put("creationTime", Long.toString(catalog.createdMillis(table)));
  }

  private ObjectNode described(PhysicalTable table) {
    ObjectNode resource = head(table.ref());
    resource.put("type", table.schema().view() == null ? "TABLE" : "VIEW");
    resource.setAll(catalog.metadata(table));
    SchemaJson.write(table.schema(), resource);
    return resource;
  }

  /** The whole resource; a view has no rows of its own. */
  ObjectNode whole(PhysicalTable table) throws SQLException {
    ObjectNode resource = described(table);
    long modified = times.tableModifiedMillis(table);
    resource.put("etag", "table-" + table.id() + "-" + modified);
    resource.put("creationTime", Long.toString(catalog.createdMillis(table)));
    resource.put("lastModifiedTime", Long.toString(modified));
    if (table.schema().view() == null) {
      figures(resource, sums.of(table).values(), buffer.state(table));
    }
    return resource;
  }

  private static void figures(
      ObjectNode resource, Collection<long[]> partitions, StreamingBuffer.State waiting) {
    long rows = partitions.stream().mapToLong(ByteSums::rows).sum();
    long bytes = partitions.stream().mapToLong(ByteSums::bytes).sum();
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
  }

  /** The table as {@code table$partitionId}: the figures and times of one partition. */
  ObjectNode partition(PhysicalTable table, TableRef decorated, String id) throws SQLException {
    ObjectNode resource = described(table);
    ObjectNode named = head(decorated);
    resource.setAll(named);
    long[] figures = sums.of(table).get(id);
    figures(
        resource,
        figures == null ? List.of() : List.of(figures),
        new StreamingBuffer.State(0, 0, 0));
    for (Partition partition : times.list(table)) {
      if (partition.id().equals(id)) {
        resource.put("creationTime", Long.toString(partition.createdMillis()));
        resource.put("lastModifiedTime", Long.toString(partition.modifiedMillis()));
      }
    }
    return resource;
  }
}
