package com.campaignsync.local.bigquery.rest;

import com.campaignsync.local.bigquery.schema.SqlType;
import com.campaignsync.local.bigquery.schema.ValueType;
import com.campaignsync.local.bigquery.storage.CellValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Values of an insertAll's rows, arrays and structs with them. */
final class InsertValue {

  private final boolean ignoreUnknown;

  /**
   * @param ignoreUnknown whether fields that a struct does not have are left out
   */
  InsertValue(boolean ignoreUnknown) {
    this.ignoreUnknown = ignoreUnknown;
  }

  /**
   * The value typed as {@link CellValue} says; null for JSON's null.
   *
   * @param field names the column, or the part of it
   * @throws IllegalArgumentException naming the field, if it does not fit
   */
  @Nullable Object read(ValueType type, String field, JsonNode json) {
    if (json.isNull()) {
      return null;
    }
    if (type.array()) {
      return array(type.element(), field, json);
    }
    if (type.is(SqlType.STRUCT)) {
      return struct(type, field, json);
    }
    boolean document = type.is(SqlType.JSON) && json.isContainerNode();
    if (json.isContainerNode() && !document) {
      throw new IllegalArgumentException(
          (json.isArray()
                  ? "Array specified for non-repeated field: "
                  : "This field is not a record: ")
              + field
              + ".");
    }
    return CellValue.parse(type.scalar(), field, document ? json.toString() : json.asText());
  }

  private List<Object> array(ValueType element, String field, JsonNode json) {
    if (!json.isArray()) {
      throw new IllegalArgumentException("Repeated field must be a JSON array: " + field + ".");
    }
    List<Object> items = new ArrayList<>();
    for (JsonNode item : json) {
      Object value = read(element, field, item);
      if (value == null) {
        throw new IllegalArgumentException(
            "Only optional fields can be set to NULL. Field: " + field + "; Value: NULL");
      }
      items.add(value);
    }
    return items;
  }

  private List<@Nullable Object> struct(ValueType type, String field, JsonNode json) {
    if (!json.isObject()) {
      throw new IllegalArgumentException("This field: " + field + " is not a record.");
    }
    Map<String, JsonNode> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    json.fieldNames().forEachRemaining(name -> byName.put(name, json.path(name)));
    List<@Nullable Object> values = new ArrayList<>();
    for (ValueType.Field part : type.fields()) {
      JsonNode value = byName.remove(part.name());
      values.add(value == null ? null : read(part.type(), field + "." + part.name(), value));
    }
    if (!byName.isEmpty() && !ignoreUnknown) {
      throw new IllegalArgumentException(
          "no such field: " + field + "." + byName.keySet().iterator().next() + ".");
    }
    return values;
  }
}
