package com.campaignsync.local.pubsub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.util.Timestamps;
import com.google.pubsub.v1.PubsubMessage;
import java.util.Base64;

/**
 * The JSON body of a push, field for field as the service sends it: ids and times under both their
 * camel-case and snake-case names, empty data left out.
 */
final class PushEnvelope {
  private static final ObjectMapper JSON = new ObjectMapper();

  private PushEnvelope() {}

  /**
   * @param showAttempt whether the subscription has a dead-letter policy: only then does the
   *     service count aloud
   */
  static byte[] encode(String subscription, Delivery delivery, boolean showAttempt) {
    ObjectNode body = JSON.createObjectNode();
    body.set("message", message(delivery.message()));
    body.put("subscription", subscription);
    if (showAttempt) {
      body.put("deliveryAttempt", delivery.attempt());
    }
    try {
      return JSON.writeValueAsBytes(body);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree of strings can always be written", impossible);
    }
  }

  private static ObjectNode message(PubsubMessage message) {
    ObjectNode node = JSON.createObjectNode();
    if (!message.getData().isEmpty()) {
      node.put("data", Base64.getEncoder().encodeToString(message.getData().toByteArray()));
    }
    ObjectNode attributes = node.putObject("attributes");
    message.getAttributesMap().forEach(attributes::put);
    String publishTime = Timestamps.toString(message.getPublishTime());
    node.put("messageId", message.getMessageId()).put("message_id", message.getMessageId());
    node.put("publishTime", publishTime).put("publish_time", publishTime);
    if (!message.getOrderingKey().isEmpty()) {
      node.put("orderingKey", message.getOrderingKey());
    }
    return node;
  }
}
