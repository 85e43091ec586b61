package com.campaignsync.runtime.jwt;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.text.ParseException;

/**
 * Refuses JSON that two readers could take for two things: with a name twice, or with something
 * behind it (RFC 7519 §4 leaves it to the reader which of two claims holds). Read token by token:
 * every first request of an instance comes by here, and a mapper costs a cold start dearly.
 */
final class StrictJson {

  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private StrictJson() {}

  static void checkObject(String json) throws ParseException {
    try (JsonParser tokens = FACTORY.createParser(json)) {
      if (tokens.nextToken() != JsonToken.START_OBJECT) {
        throw new ParseException("not a JSON object", 0);
      }
      readToEnd(tokens);
      if (tokens.nextToken() != null) {
        throw new ParseException("something follows the JSON object", 0);
      }
    } catch (IOException ambiguous) {
      // Without the cause: its message repeats the token's content.
      throw new ParseException("not one JSON object without repeated names", 0);
    }
  }

  private static void readToEnd(JsonParser tokens) throws IOException {
    int depth = 1;
    while (depth > 0) {
      JsonToken token = tokens.nextToken();
      if (token == null) {
        throw new IOException("the JSON ends too early");
      }
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
    }
  }
}
