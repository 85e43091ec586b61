package com.campaignsync.adapters.postgres.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.ColumnMetadata;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Row;
import java.time.OffsetDateTime;
import java.time.temporal.Temporal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads a whole row by its columns' names, as JSON has it: numbers stay numbers, times become RFC
 * 3339 texts in UTC, JSON becomes maps and lists.
 */
final class ColumnReader {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private ColumnReader() {}

  static Map<String, @Nullable Object> columns(Readable row) {
    Map<String, @Nullable Object> columns = new LinkedHashMap<>();
    for (ColumnMetadata column : ((Row) row).getMetadata().getColumnMetadatas()) {
      columns.put(column.getName(), plain(row.get(column.getName())));
    }
    return columns;
  }

  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof OffsetDateTime time) {
      return time.toInstant().toString();
    }
    if (value instanceof UUID || value instanceof Temporal) {
      return value.toString();
    }
    return value instanceof Json json ? parsed(json) : value;
  }

  private static Object parsed(Json json) {
    try {
      return JSON.readValue(json.asString(), Object.class);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("the database holds no malformed jsonb", impossible);
    }
  }
}
