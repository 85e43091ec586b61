package com.campaignsync.runtime.jwt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.text.ParseException;

/**
 * Refuses JSON that two readers could take for two things: with a name twice, or with something
 * behind it (RFC 7519 §4 leaves it to the reader which of two claims holds).
 */
final class StrictJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private StrictJson() {}

  static void checkObject(String json) throws ParseException {
    try {
      if (!MAPPER.readTree(json).isObject()) {
        throw new ParseException("not a JSON object", 0);
      }
    } catch (JsonProcessingException ambiguous) {
      // Without the cause: its message repeats the token's content.
      throw new ParseException("not one JSON object without repeated names", 0);
    }
  }
}
