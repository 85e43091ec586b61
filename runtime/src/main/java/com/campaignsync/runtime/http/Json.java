package com.campaignsync.runtime.http;

import com.campaignsync.runtime.json.JsonWriter;
import com.fasterxml.jackson.databind.JsonNode;

/** How this API reads and writes JSON: strictly, and with every decimal digit. */
public final class Json {

  private Json() {}

  /**
   * Reads one JSON text in UTF-8.
   *
   * @throws Problem 400 MALFORMED_JSON if it is not that, or has a key twice
   */
  public static JsonNode read(byte[] bytes) {
    return JsonTrees.read(bytes);
  }

  /**
   * Writes maps, lists, texts, whole and decimal numbers, booleans, nulls and JSON trees.
   *
   * @throws IllegalArgumentException if there is anything else in it
   */
  public static byte[] write(Object value) {
    return JsonWriter.bytes(value);
  }
}
