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

/** The mapping columns of connections: documents of {@link MappingDocument}. */
final class MappingJson {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, @Nullable Object>> DOCUMENT =
      new TypeReference<>() {};

  private MappingJson() {}

  /** Fails with code {@code STORE_REFUSED} where a person has to mend the mapping. */
  static SourceMapping read(UUID connectionId, String table, String json) {
    try {
      return MappingDocument.parse(table, JSON.readValue(json, DOCUMENT));
    } catch (JsonProcessingException | InvalidMappingException unreadable) {
      throw new StoreException(
          Code.STORE_REFUSED,
          "the mapping of connection %s cannot be used; mend it: %s"
              .formatted(connectionId, unreadable.getMessage()),
          unreadable);
    }
  }
}
