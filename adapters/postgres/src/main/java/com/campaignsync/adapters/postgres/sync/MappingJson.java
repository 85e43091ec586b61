package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.domain.source.SourceColumn;
import com.campaignsync.domain.source.SourceMapping;
import com.campaignsync.domain.store.StoreException;
import com.campaignsync.domain.store.StoreException.Code;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** The mapping column of connections: {@code {"spend": "cost"}}. */
final class MappingJson {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, String>> NAMES = new TypeReference<>() {};

  private MappingJson() {}

  /** Fails with code {@code STORE_REFUSED} where a person has to mend the mapping. */
  static SourceMapping read(UUID connectionId, String table, String json) {
    try {
      Map<SourceColumn, String> columns = new EnumMap<>(SourceColumn.class);
      JSON.readValue(json, NAMES).forEach((column, name) -> columns.put(columnOf(column), name));
      return new SourceMapping(table, columns);
    } catch (JsonProcessingException | IllegalArgumentException unreadable) {
      throw new StoreException(
          Code.STORE_REFUSED,
          "the mapping of connection %s must be an object of our column names to the source's: %s"
              .formatted(connectionId, json),
          unreadable);
    }
  }

  private static SourceColumn columnOf(String name) {
    return SourceColumn.valueOf(name.toUpperCase(Locale.ROOT));
  }
}
