package com.campaignsync.runtime.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Reads JSON into trees, strictly. Loaded when a request has a body, not before. */
final class JsonTrees {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .nodeFactory(new BoundedNumbers())
          .build();

  private JsonTrees() {}

  /**
   * Reads one JSON text in UTF-8.
   *
   * @throws Problem 400 MALFORMED_JSON if it is not that, has a key twice, or a number of more than
   *     {@value BoundedNumbers#DIGITS_MAX} digits
   */
  static JsonNode read(byte[] bytes) {
    try {
      JsonNode root = MAPPER.readTree(text(bytes));
      if (root.isMissingNode()) {
        throw malformed("the body is empty");
      }
      return root;
    } catch (JsonProcessingException broken) {
      throw malformed(where(broken));
    } catch (NumberFormatException tooLong) {
      throw malformed("a number has more than %d digits".formatted(BoundedNumbers.DIGITS_MAX));
    } catch (CharacterCodingException notUtf8) {
      throw malformed("not UTF-8");
    }
  }

  private static String text(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT)
        .decode(ByteBuffer.wrap(bytes))
        .toString();
  }

  private static String where(JsonProcessingException broken) {
    return broken.getLocation() == null
        ? "unreadable"
        : "line %d, column %d"
            .formatted(broken.getLocation().getLineNr(), broken.getLocation().getColumnNr());
  }

  private static Problem malformed(String where) {
    return Problem.badRequest(
        "MALFORMED_JSON", "send one JSON object without repeated keys (" + where + ")");
  }
}
