package com.campaignsync.local.bigquery.storage;

import com.campaignsync.local.bigquery.schema.Labels;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/** What is said about a dataset or table beside its rows: kept as it came, patched by field. */
final class Metadata {

  private static final List<String> FIELDS =
      List.of(
          "description",
          "friendlyName",
          "labels",
          "expirationTime",
          "defaultTableExpirationMs",
          "defaultPartitionExpirationMs");

  private Metadata() {}

  /** The fields of {@code resource} that are kept. */
  static ObjectNode of(JsonNode resource) {
    return patched(JsonNodeFactory.instance.objectNode(), resource, false);
  }

  /**
   * A copy of {@code kept} with the fields that {@code patch} has; null removes one.
   *
   * @param whole whether fields that {@code patch} lacks are removed, as an update does
   * @throws IllegalArgumentException naming a label that BigQuery would refuse
   */
  static ObjectNode patched(ObjectNode kept, JsonNode patch, boolean whole) {
    ObjectNode merged = kept.deepCopy();
    for (String field : FIELDS) {
      if (patch.has(field)) {
        merge(merged, field, patch.get(field), whole);
      } else if (whole) {
        merged.remove(field);
      }
    }
    Labels.check(merged.path("labels"));
    return merged;
  }

  /**
   * A copy of a new table's {@code resource} that ends when the dataset's defaults say, unless it
   * says so itself. For partitioned tables a default for partitions goes before one for tables.
   *
   * @param dataset what is said about the dataset
   */
  static ObjectNode withDefaultLife(JsonNode resource, ObjectNode dataset, Instant now) {
    ObjectNode table = resource.deepCopy();
    long partitionMillis = dataset.path("defaultPartitionExpirationMs").asLong(0);
    long tableMillis = dataset.path("defaultTableExpirationMs").asLong(0);
    if (table.path("timePartitioning") instanceof ObjectNode partitions && partitionMillis > 0) {
      if (!partitions.hasNonNull("expirationMs")) {
        partitions.put("expirationMs", Long.toString(partitionMillis));
      }
    } else if (tableMillis > 0 && !table.hasNonNull("expirationTime")) {
      table.put("expirationTime", Long.toString(now.toEpochMilli() + tableMillis));
    }
    return table;
  }

  private static void merge(ObjectNode merged, String field, JsonNode value, boolean whole) {
    if (value.isNull()) {
      merged.remove(field);
    } else if (field.equals("labels") && !whole) {
      ObjectNode labels = merged.withObject("/labels");
      value.properties().forEach(label -> labels.set(label.getKey(), label.getValue()));
      labels.properties().removeIf(label -> label.getValue().isNull());
    } else {
      merged.set(field, value);
    }
  }
}
