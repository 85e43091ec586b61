package com.campaignsync.local.bigquery.rest;

import com.campaignsync.local.bigquery.schema.Column;
import com.campaignsync.local.bigquery.schema.TableSchema;
import com.campaignsync.local.bigquery.storage.StreamingBuffer.NewRow;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rows of an insertAll.
 *
 * @param rows those that fit the table
 * @param errors what is wrong with the others, by index
 */
record InsertRows(List<NewRow> rows, Map<Integer, RowError> errors, int count) {

  record RowError(String location, String message) {}

  static InsertRows read(TableSchema schema, JsonNode json, boolean ignoreUnknown) {
    InsertValue reader = new InsertValue(ignoreUnknown);
    List<NewRow> rows = new ArrayList<>();
    Map<Integer, RowError> errors = new TreeMap<>();
    for (int i = 0; i < json.size(); i++) {
      JsonNode row = json.get(i);
      RowError unknown = ignoreUnknown ? null : unknownField(schema, row.path("json"));
      if (unknown != null) {
        errors.put(i, unknown);
        continue;
      }
      try {
        rows.add(
            new NewRow(row.path("insertId").asText(""), values(schema, row.path("json"), reader)));
      } catch (IllegalArgumentException e) {
        errors.put(i, new RowError("", String.valueOf(e.getMessage())));
      }
    }
    return new InsertRows(rows, errors, json.size());
  }

  private static @Nullable RowError unknownField(TableSchema schema, JsonNode row) {
    for (var names = row.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (schema.column(name).isEmpty()) {
        return new RowError(name, "no such field: " + name + ".");
      }
    }
    return null;
  }

  private static List<@Nullable Object> values(
      TableSchema schema, JsonNode row, InsertValue reader) {
    Map<String, JsonNode> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    row.fieldNames().forEachRemaining(name -> byName.put(name, row.path(name)));
    List<@Nullable Object> values = new ArrayList<>();
    for (Column column : schema.columns()) {
      JsonNode value = byName.get(column.name());
      if (value != null && !value.isNull()) {
        values.add(reader.read(column.type(), column.name(), value));
      } else if (column.required()) {
        throw new IllegalArgumentException("Missing required field: " + column.name() + ".");
      } else {
        values.add(null);
      }
    }
    return values;
  }

  /** BigQuery also reports the good rows it left out, unless it was told to skip the bad ones. */
  ArrayNode errorsJson(boolean skipInvalid) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < count; i++) {
      RowError error = errors.get(i);
      if (error != null || !skipInvalid) {
        ObjectNode entry = list.addObject().put("index", i);
        entry
            .putArray("errors")
            .addObject()
            .put("reason", error == null ? "stopped" : "invalid")
            .put("location", error == null ? "" : error.location())
            .put("message", error == null ? "" : error.message());
      }
    }
    return list;
  }
}
