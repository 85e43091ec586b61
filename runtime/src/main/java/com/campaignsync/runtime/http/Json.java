package com.campaignsync.runtime.http;

import com.campaignsync.runtime.json.JsonWriter;
import com.fasterxml.jackson.databind.JsonNode;

/** How this API reads and writes JSON: strictly, and with every decimal digit. */
public final class Json {

  private Json() {}

  /**
   * Reads one JSON text in UTF-8.
   *
   * @throws Problem 400 MALFORMED_JSON if it is not that, has a key twice, or a number of more than
   *     1,000 digits when written out
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

  /**
   * The same as text, every character but those that JSON must escape as it is: in UTF-8, one
   * outside the basic plane has 4 bytes, and 12 as {@link #write} escapes it.
   *
   * @throws IllegalArgumentException as above
   */
  public static String text(Object value) {
    return JsonWriter.text(value);
  }
}
