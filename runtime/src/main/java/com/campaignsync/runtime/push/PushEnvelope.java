package com.campaignsync.runtime.push;

import com.campaignsync.runtime.push.InvalidEnvelope.Reason;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the JSON body of a Pub/Sub push, which is also what Eventarc sends: {@code
 * {"message":{"data","attributes","messageId","publishTime"},"subscription"}}.
 */
public final class PushEnvelope {

  /**
   * Longest body read: Pub/Sub accepts messages of 10 MB, base64 makes four bytes of three, and 1
   * MiB is left for the attributes' escapes and the envelope.
   */
  public static final int BODY_BYTES_MAX = 10_000_000 / 3 * 4 + (1 << 20);

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private PushEnvelope() {}

  /**
   * Reads one delivery.
   *
   * @throws InvalidEnvelope if the body can never be read, however often it is sent
   * @throws IOException if the connection broke: a redelivery helps
   */
  public static PushMessage parse(InputStream body) throws IOException {
    byte[] bytes = body.readNBytes(BODY_BYTES_MAX + 1);
    if (bytes.length > BODY_BYTES_MAX) {
      throw invalid(Reason.TOO_LARGE, "the body is longer than " + BODY_BYTES_MAX + " bytes");
    }
    JsonNode envelope = json(bytes);
    JsonNode message = envelope.path("message");
    if (!message.isObject()) {
      throw invalid(Reason.NO_MESSAGE, "no \"message\" object");
    }
    return new PushMessage(
        data(message),
        attributes(message),
        messageId(message),
        publishTime(message),
        text(envelope, "subscription").orElse(""),
        envelope.path("deliveryAttempt").asInt(0));
  }

  private static JsonNode json(byte[] bytes) throws IOException {
    try {
      JsonNode root = JSON.readTree(bytes);
      if (!root.isObject()) {
        throw invalid(Reason.NOT_JSON, "the body is not a JSON object");
      }
      return root;
    } catch (JsonProcessingException malformed) {
      throw new InvalidEnvelope(Reason.NOT_JSON, malformed.getOriginalMessage(), malformed);
    }
  }

  private static String messageId(JsonNode message) {
    return text(message, "messageId")
        .filter(id -> !id.isBlank())
        .orElseThrow(() -> invalid(Reason.NO_MESSAGE, "the message has no \"messageId\""));
  }

  private static byte[] data(JsonNode message) {
    try {
      return Base64.getDecoder().decode(text(message, "data").orElse(""));
    } catch (IllegalArgumentException malformed) {
      throw new InvalidEnvelope(Reason.INVALID_DATA, "\"data\" is not base64", malformed);
    }
  }

  private static Map<String, String> attributes(JsonNode message) {
    JsonNode attributes = message.path("attributes");
    Map<String, String> found = new LinkedHashMap<>();
    if (!attributes.isObject() && !attributes.isNull() && !attributes.isMissingNode()) {
      throw invalid(Reason.INVALID_FIELD, "\"attributes\" is not an object");
    }
    attributes
        .fieldNames()
        .forEachRemaining(name -> found.put(name, text(attributes, name).orElse("")));
    return found;
  }

  private static Optional<Instant> publishTime(JsonNode message) {
    try {
      return text(message, "publishTime").map(time -> OffsetDateTime.parse(time).toInstant());
    } catch (DateTimeException malformed) {
      throw new InvalidEnvelope(
          Reason.INVALID_FIELD, "\"publishTime\" is not an RFC 3339 time", malformed);
    }
  }

  private static Optional<String> text(JsonNode object, String name) {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw invalid(Reason.INVALID_FIELD, "\"" + name + "\" is not a string");
    }
    return Optional.of(value.textValue());
  }

  private static InvalidEnvelope invalid(Reason reason, String detail) {
    return new InvalidEnvelope(reason, detail, null);
  }
}
