package com.campaignsync.functions.metricsapi;

import com.campaignsync.runtime.http.Json;
import com.campaignsync.runtime.http.Problem;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How page tokens are written: some fields, bound to the parameters of their request. A token
 * grants nothing: whose data is read is decided by the caller's own token.
 */
final class PageMark {

  /**
   * The address's own limit. The longest names, of 1,024 characters with 4 bytes each, make tokens
   * of some 5,700 characters.
   */
  static final int CHARS_MAX = 7 * 1024;

  /** Bytes of the hash that a page token keeps: it finds mistakes, it wards off nobody. */
  private static final int HASH_BYTES = 12;

  private static final String HASH = "h";

  private PageMark() {}

  /** A digest of all that decides which rows there are; the page's size does not. */
  static String hash(List<?> parameters) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Json.write(parameters));
      return HexFormat.of().formatHex(Arrays.copyOf(digest, HASH_BYTES));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  /** Text for the caller. */
  static String encode(String parametersHash, Map<String, ? extends @Nullable Object> fields) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put(HASH, parametersHash);
    all.putAll(fields);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Json.text(all).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @param reader makes the place of the fields; what it refuses is no token of ours
   * @throws Problem 400 INVALID_PAGE_TOKEN if it is anything else, or of other parameters
   */
  static <T> T decode(String text, String parametersHash, Function<JsonNode, T> reader) {
    try {
      if (text.length() > CHARS_MAX) {
        throw invalid();
      }
      JsonNode fields = Json.read(Base64.getUrlDecoder().decode(text));
      if (!parametersHash.equals(fields.path(HASH).textValue())) {
        throw invalid();
      }
      return reader.apply(fields);
    } catch (IllegalArgumentException | DateTimeException | Problem unreadable) {
      throw invalid();
    }
  }

  /** A text that a token must have. */
  static String text(JsonNode fields, String name) {
    String text = fields.path(name).textValue();
    if (text == null) {
      throw invalid();
    }
    return text;
  }

  /** A text that the store holds, and that a token must have; refused if it could not. */
  static String stored(JsonNode fields, String name) {
    return stored(text(fields, name));
  }

  /** The same text; refused if the store could not hold it. */
  static String stored(String text) {
    if (!Input.isRepresentable(text)) {
      throw invalid();
    }
    return text;
  }

  static Problem invalid() {
    return Problem.badRequest(
        "INVALID_PAGE_TOKEN",
        "send next_page_token unchanged, with the parameters it came from; or begin anew");
  }
}
