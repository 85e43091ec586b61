package com.campaignsync.runtime.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignsync.runtime.push.InvalidEnvelope.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PushEnvelopeTest {

  private static PushMessage parse(String body) throws IOException {
    return PushEnvelope.parse(stream(body));
  }

  private static InputStream stream(String body) {
    return new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
  }

  private static Reason refusal(String body) {
    return assertThrows(InvalidEnvelope.class, () -> parse(body)).reason();
  }

  @Test
  void push_isReadWhole() throws IOException {
    PushMessage message =
        parse(
            """
            {"deliveryAttempt":3,"message":{"data":"eyJhIjoxfQ==","attributes":{"kind":"dispatch"},
             "messageId":"136969346945","message_id":"136969346945",
             "publishTime":"2026-03-29T01:59:59.5Z","orderingKey":"k"},
             "subscription":"projects/p/subscriptions/s"}""");
    assertEquals("{\"a\":1}", message.text());
    assertEquals(7, message.data().length);
    assertEquals(Map.of("kind", "dispatch"), message.attributes());
    assertEquals("136969346945", message.messageId());
    assertEquals(Optional.of(Instant.parse("2026-03-29T01:59:59.500Z")), message.publishTime());
    assertEquals("projects/p/subscriptions/s", message.subscription());
    assertEquals(3, message.deliveryAttempt());
  }

  @Test
  void messageOfAttributesOnly_hasEmptyData() throws IOException {
    PushMessage message = parse("{\"message\":{\"messageId\":\"1\",\"attributes\":null}}");
    assertEquals("", message.text());
    assertEquals(Optional.empty(), message.publishTime());
    assertEquals(0, message.deliveryAttempt());
  }

  @Test
  void unreadableBodies_haveTheirReason() {
    assertEquals(Reason.NOT_JSON, refusal(""));
    assertEquals(Reason.NOT_JSON, refusal("[]"));
    assertEquals(Reason.NOT_JSON, refusal("{\"message\":"));
    assertEquals(Reason.NOT_JSON, refusal("{\"message\":{\"messageId\":\"1\"}} x"));
    assertEquals(
        Reason.NOT_JSON, refusal("{\"message\":{\"messageId\":\"1\",\"messageId\":\"2\"}}"));
    assertEquals(Reason.NO_MESSAGE, refusal("{}"));
    assertEquals(Reason.NO_MESSAGE, refusal("{\"message\":[]}"));
    assertEquals(Reason.NO_MESSAGE, refusal("{\"message\":{\"messageId\":\" \"}}"));
    assertEquals(
        Reason.INVALID_DATA, refusal("{\"message\":{\"messageId\":\"1\",\"data\":\"%%\"}}"));
    assertEquals(Reason.INVALID_FIELD, refusal("{\"message\":{\"messageId\":7}}"));
    assertEquals(
        Reason.INVALID_FIELD, refusal("{\"message\":{\"messageId\":\"1\",\"attributes\":[]}}"));
    assertEquals(
        Reason.INVALID_FIELD,
        refusal("{\"message\":{\"messageId\":\"1\",\"publishTime\":\"today\"}}"));
  }

  @Test
  void bodyLongerThanAnyMessage_isRefusedWithoutReadingOn() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return ' ';
          }
        };
    InvalidEnvelope refused =
        assertThrows(InvalidEnvelope.class, () -> PushEnvelope.parse(endless));
    assertEquals(Reason.TOO_LARGE, refused.reason());
  }
}
