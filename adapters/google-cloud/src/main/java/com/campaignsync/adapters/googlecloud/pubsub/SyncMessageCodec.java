package com.campaignsync.adapters.googlecloud.pubsub;

import com.campaignsync.domain.sync.SyncMessage;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.UUID;

/**
 * A sync message as the data of a Pub/Sub message: {@code {"kind":"dispatch"}} or {@code
 * {"kind":"sync","job_id":"…"}}. Unknown fields are ignored, so that a newer sender can add some.
 */
public final class SyncMessageCodec {

  /** Longest message of ours: far above any, far below what would hurt to parse. */
  public static final int BYTES_MAX = 64 * 1024;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private SyncMessageCodec() {}

  /** A message that no version of ours sends; redelivering it changes nothing. */
  public static final class UnknownMessage extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownMessage(String message) {
      super(message);
    }
  }

  public static byte[] encode(SyncMessage message) {
    ObjectNode json = JSON.createObjectNode();
    if (message instanceof SyncMessage.RunJob run) {
      json.put("kind", "sync").put("job_id", run.jobId().toString());
    } else {
      json.put("kind", "dispatch");
    }
    try {
      return JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts is always writable", e);
    }
  }

  /**
   * @throws UnknownMessage if it is too long, no JSON object, of an unknown kind, or lacks a field
   */
  public static SyncMessage decode(byte[] data) {
    if (data.length > BYTES_MAX) {
      throw new UnknownMessage(
          "the message has %d bytes, want at most %d".formatted(data.length, BYTES_MAX));
    }
    JsonNode json = parse(data);
    String kind = json.path("kind").asText("");
    return switch (kind) {
      case "dispatch" -> new SyncMessage.Dispatch();
      case "sync" -> new SyncMessage.RunJob(uuid(json, "job_id"));
      default -> throw new UnknownMessage("kind is none of dispatch, sync");
    };
  }

  private static JsonNode parse(byte[] data) {
    try {
      JsonNode json = JSON.readTree(data);
      if (json == null || !json.isObject()) {
        throw new UnknownMessage("the message is not a JSON object");
      }
      return json;
    } catch (IOException e) {
      throw new UnknownMessage("the message is not JSON");
    }
  }

  private static UUID uuid(JsonNode json, String field) {
    String text = json.path(field).asText("");
    try {
      UUID id = UUID.fromString(text);
      if (id.toString().equalsIgnoreCase(text)) {
        return id;
      }
    } catch (IllegalArgumentException e) {
      // Reported below, like an id that Java reads more leniently than it should.
    }
    throw new UnknownMessage(field + " is not a UUID");
  }
}
