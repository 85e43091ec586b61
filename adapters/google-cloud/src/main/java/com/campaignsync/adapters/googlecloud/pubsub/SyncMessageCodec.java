package com.campaignsync.adapters.googlecloud.pubsub;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.source.ReadRequest;
import com.campaignsync.domain.sync.SyncMessage;
import com.campaignsync.domain.sync.SyncMessage.Backfill;
import com.campaignsync.domain.sync.SyncMessage.Cleanup;
import com.campaignsync.domain.sync.SyncMessage.Dispatch;
import com.campaignsync.domain.sync.SyncMessage.FullResync;
import com.campaignsync.domain.sync.SyncMessage.Reconcile;
import com.campaignsync.domain.sync.SyncMessage.ReplayDeadLetters;
import com.campaignsync.domain.sync.SyncMessage.ReplayRejects;
import com.campaignsync.domain.sync.SyncMessage.RunJobs;
import com.campaignsync.domain.sync.SyncMessage.Scope;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sync message as the data of a Pub/Sub message: {@code {"kind":"dispatch"}}, {@code
 * {"kind":"sync","job_ids":["…"]}} (or {@code "job_id":"…"}), {@code {"kind":"full_resync"}},
 * {@code {"kind":"backfill","connection_id":"…","start_date":"…","end_date":"…"}}, {@code
 * {"kind":"reconcile"}}, {@code {"kind":"cleanup"}}, {@code
 * {"kind":"replay_rejects","connection_id":"…"}} and {@code {"kind":"replay_dead_letters"}}. Days
 * are inclusive.
 *
 * <p>A field that the kind does not have is refused, not ignored: a slip in the name of one that
 * narrows the work would widen it to everybody's. What a newer sender adds is kept aside with that
 * reason and can be replayed once this side is as new.
 */
public final class SyncMessageCodec {

  /** Longest message of ours: far above any, far below what would hurt to parse. */
  public static final int BYTES_MAX = 64 * 1024;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
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
    if (message instanceof RunJobs run) {
      jobIds(json.put("kind", "sync"), run.jobIds());
    } else if (message instanceof FullResync resync) {
      scope(json.put("kind", "full_resync"), resync.scope());
      days(json, resync.window()).put("force", resync.forced());
    } else if (message instanceof Reconcile reconcile) {
      days(scope(json.put("kind", "reconcile"), reconcile.scope()), reconcile.window());
    } else if (message instanceof Backfill backfill) {
      json.put("kind", "backfill").put("connection_id", backfill.connectionId().toString());
      days(json, backfill.window());
    } else if (message instanceof ReplayRejects replay) {
      json.put("kind", "replay_rejects").put("connection_id", replay.connectionId().toString());
    } else {
      json.put("kind", nameOf(message));
    }
    return bytes(json);
  }

  private static void jobIds(ObjectNode json, List<UUID> ids) {
    if (ids.size() == 1) {
      json.put("job_id", ids.get(0).toString());
    } else {
      ArrayNode array = json.putArray("job_ids");
      ids.forEach(id -> array.add(id.toString()));
    }
  }

  private static String nameOf(SyncMessage message) {
    return message instanceof Dispatch
        ? "dispatch"
        : message instanceof Cleanup ? "cleanup" : "replay_dead_letters";
  }

  private static ObjectNode scope(ObjectNode json, Scope scope) {
    if (scope.tenantId() != null) {
      json.put("tenant_id", scope.tenantId().value());
    }
    if (scope.connectionId() != null) {
      json.put("connection_id", scope.connectionId().toString());
    }
    return json;
  }

  private static ObjectNode days(ObjectNode json, @Nullable DayWindow window) {
    if (window != null) {
      json.put("start_date", window.firstDay().toString());
      json.put("end_date", window.lastDay().toString());
    }
    return json;
  }

  private static byte[] bytes(ObjectNode json) {
    try {
      return JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts is always writable", e);
    }
  }

  /**
   * @throws UnknownMessage if it is too long, no JSON object, of an unknown kind, lacks a field,
   *     has one twice, one too many, or one that means nothing
   */
  public static SyncMessage decode(byte[] data) {
    if (data.length > BYTES_MAX) {
      throw new UnknownMessage(
          "the message has %d bytes, want at most %d".formatted(data.length, BYTES_MAX));
    }
    MessageFields fields = new MessageFields(parse(data));
    SyncMessage message = read(fields);
    fields.refuseUnread();
    return message;
  }

  private static SyncMessage read(MessageFields fields) {
    return switch (fields.text("kind").orElse("")) {
      case "dispatch" -> new Dispatch();
      case "sync" -> new RunJobs(fields.jobIds(ReadRequest.TARGETS_MAX));
      case "full_resync" ->
          new FullResync(fields.scope(), fields.window().orElse(null), fields.flag("force"));
      case "reconcile" -> new Reconcile(fields.scope(), fields.window().orElse(null));
      case "backfill" -> new Backfill(fields.uuid("connection_id"), fields.requiredWindow());
      case "replay_rejects" -> new ReplayRejects(fields.uuid("connection_id"));
      case "cleanup" -> new Cleanup();
      case "replay_dead_letters" -> new ReplayDeadLetters();
      default ->
          throw new UnknownMessage(
              "kind is none of dispatch, sync, full_resync, backfill, reconcile, replay_rejects,"
                  + " cleanup, replay_dead_letters");
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
      throw new UnknownMessage(
          MessageFields.repeatedKey(e)
              .map(key -> "the field " + key + " is there twice")
              .orElse("the message is not JSON"));
    }
  }
}
