package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.source.MappingDocument;
import com.campaignsync.domain.source.SourceMapping;
import com.campaignsync.domain.store.ConnectionSource;
import com.campaignsync.runtime.http.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a connection's mappings; everything wrong with both is told at once. */
final class Mappings {

  private Mappings() {}

  /**
   * The mapping of each entity that the source has, as far as it could be read.
   *
   * @param errors what could not, each naming the mapping and the key
   */
  static Map<Entity, SourceMapping> of(ConnectionSource source, List<String> errors) {
    Map<Entity, SourceMapping> mappings = new EnumMap<>(Entity.class);
    read(Entity.CAMPAIGN_METRICS, "mapping", source.table(), source.mapping(), mappings, errors);
    String assetTable = source.assetTable();
    if (assetTable != null) {
      read(
          Entity.ASSET_METRICS,
          "asset_mapping",
          assetTable,
          source.assetMapping(),
          mappings,
          errors);
    }
    return mappings;
  }

  private static void read(
      Entity entity,
      String field,
      String table,
      String json,
      Map<Entity, SourceMapping> mappings,
      List<String> errors) {
    MappingDocument.Reading reading = MappingDocument.read(table, document(json));
    mappings.put(entity, reading.mapping());
    reading.problems().forEach(problem -> errors.add(field + ": " + problem));
  }

  private static Map<String, @Nullable Object> document(String json) {
    return map((ObjectNode) Json.read(json.getBytes(StandardCharsets.UTF_8)));
  }

  private static Map<String, @Nullable Object> map(ObjectNode object) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    object.fields().forEachRemaining(field -> map.put(field.getKey(), plain(field.getValue())));
    return map;
  }

  private static @Nullable Object plain(JsonNode value) {
    if (value instanceof ObjectNode object) {
      return map(object);
    }
    if (value.isNull()) {
      return null;
    }
    // What is neither text nor object has no place in a mapping: it is refused by its name.
    return value.isTextual() ? value.textValue() : value;
  }
}
