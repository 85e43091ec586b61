package com.campaignsync.local.bigquery.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

  private static final String LABEL_KEY = "[\\p{Ll}\\p{Lo}][\\p{Ll}\\p{Lo}\\p{N}_-]{0,62}";
  private static final String LABEL_VALUE = "[\\p{Ll}\\p{Lo}\\p{N}_-]{0,63}";

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
    merged.path("labels").properties().forEach(l -> check(l.getKey(), l.getValue().asText()));
    return merged;
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

  private static void check(String key, String value) {
    if (!key.matches(LABEL_KEY) || !value.matches(LABEL_VALUE)) {
      throw new IllegalArgumentException(
          "Invalid label \"" + key + "\": keys and values are at most 63 lower-case characters.");
    }
  }
}
