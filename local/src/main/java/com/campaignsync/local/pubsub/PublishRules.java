package com.campaignsync.local.pubsub;

import com.campaignsync.local.grpc.GrpcErrors;
import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PubsubMessage;
import java.nio.charset.StandardCharsets;

/** What the service accepts in one publish request: its documented quotas and limits. */
final class PublishRules {
  private static final int MESSAGES_MAX = 1000;
  private static final int REQUEST_BYTES_MAX = 10_000_000;
  private static final int ATTRIBUTES_MAX = 100;
  private static final int KEY_BYTES_MAX = 256;
  private static final int VALUE_BYTES_MAX = 1024;

  private PublishRules() {}

  static void check(PublishRequest request) {
    int count = request.getMessagesCount();
    require(count > 0, "a publish request holds at least one message");
    require(count <= MESSAGES_MAX, "a publish request holds at most 1000 messages");
    require(
        request.getSerializedSize() <= REQUEST_BYTES_MAX,
        "a publish request is at most 10 MB long");
    request.getMessagesList().forEach(PublishRules::check);
  }

  private static void check(PubsubMessage message) {
    require(
        !message.getData().isEmpty() || message.getAttributesCount() > 0,
        "a message has data or at least one attribute");
    require(message.getAttributesCount() <= ATTRIBUTES_MAX, "a message has at most 100 attributes");
    message.getAttributesMap().forEach(PublishRules::checkAttribute);
  }

  private static void checkAttribute(String key, String value) {
    require(!key.isEmpty() && bytes(key) <= KEY_BYTES_MAX, "an attribute's key has 1 to 256 bytes");
    require(!key.startsWith("goog"), "an attribute's key does not begin with goog");
    require(bytes(value) <= VALUE_BYTES_MAX, "an attribute's value has at most 1024 bytes");
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static void require(boolean kept, String rule) {
    if (!kept) {
      throw GrpcErrors.invalid(rule);
    }
  }
}
