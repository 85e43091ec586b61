package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.domain.source.InvalidMappingException;
import com.campaignsync.domain.source.MappingDocument;
import com.campaignsync.domain.source.SourceMapping;
import com.campaignsync.domain.store.StoreException;
import com.campaignsync.domain.store.StoreException.Code;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The mapping columns of connections. */
final class MappingJson {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, @Nullable Object>> DOCUMENT =
      new TypeReference<>() {};

  private MappingJson() {}

  /** Fails with code {@code STORE_REFUSED} where a person has to mend the mapping. */
  static SourceMapping read(UUID connectionId, String table, String json) {
    try {
      return MappingDocument.parse(table, JSON.readValue(json, DOCUMENT));
    } catch (JsonProcessingException unreadable) {
      throw refused(connectionId, "the mapping must be a JSON object", unreadable);
    } catch (InvalidMappingException invalid) {
      throw refused(connectionId, String.valueOf(invalid.getMessage()), invalid);
    }
  }

  private static StoreException refused(UUID connectionId, String what, Exception cause) {
    return new StoreException(
        Code.STORE_REFUSED, "connection %s: %s".formatted(connectionId, what), cause);
  }
}
