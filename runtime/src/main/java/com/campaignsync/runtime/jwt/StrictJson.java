package com.campaignsync.runtime.jwt;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.math.BigDecimal;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON objects, and refuses those that two readers could take for two things: with a name
 * twice, or with something behind it (RFC 7519 §4 leaves it to the reader which of two claims
 * holds). Read token by token: every first request of an instance comes by here, and a mapper costs
 * a cold start dearly.
 */
final class StrictJson {

  /** A token's claims are flat, lists of audiences aside. */
  private static final int DEPTH_MAX = 32;

  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private StrictJson() {}

  /**
   * The object's members: a {@link String}, {@link BigDecimal}, {@link Boolean}, {@link List},
   * {@link Map} or null by name.
   *
   * @throws ParseException if the text is anything but one object without repeated names
   */
  static Map<String, @Nullable Object> object(String json) throws ParseException {
    try (JsonParser tokens = FACTORY.createParser(json)) {
      if (tokens.nextToken() != JsonToken.START_OBJECT) {
        throw new ParseException("not a JSON object", 0);
      }
      Map<String, @Nullable Object> members = members(tokens, DEPTH_MAX);
      if (tokens.nextToken() != null) {
        throw new ParseException("something follows the JSON object", 0);
      }
      return members;
    } catch (IOException | NumberFormatException ambiguous) {
      // Jackson lets the latter escape for exponents beyond an int.
      // Without the cause: its message repeats the token's content.
      throw new ParseException("not one JSON object without repeated names", 0);
    }
  }

  private static Map<String, @Nullable Object> members(JsonParser tokens, int depthLeft)
      throws IOException {
    Map<String, @Nullable Object> members = new HashMap<>();
    for (String name = tokens.nextFieldName(); name != null; name = tokens.nextFieldName()) {
      tokens.nextToken();
      members.put(name, value(tokens, depthLeft - 1));
    }
    return members;
  }

  private static List<@Nullable Object> elements(JsonParser tokens, int depthLeft)
      throws IOException {
    List<@Nullable Object> elements = new ArrayList<>();
    while (tokens.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(tokens, depthLeft - 1));
    }
    return elements;
  }

  private static @Nullable Object value(JsonParser tokens, int depthLeft) throws IOException {
    if (depthLeft == 0) {
      throw new IOException("nested too deep");
    }
    JsonToken token = tokens.currentToken();
    if (token == null) {
      throw new IOException("the JSON ends too early");
    }
    return switch (token) {
      case VALUE_STRING -> tokens.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> tokens.getDecimalValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case START_OBJECT -> members(tokens, depthLeft);
      case START_ARRAY -> elements(tokens, depthLeft);
      default -> throw new IOException("not a value");
    };
  }
}
