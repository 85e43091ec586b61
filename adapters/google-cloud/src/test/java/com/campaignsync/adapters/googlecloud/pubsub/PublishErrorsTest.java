package com.campaignsync.adapters.googlecloud.pubsub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.adapters.googlecloud.pubsub.PublishException.Code;
import com.google.api.gax.grpc.GrpcStatusCode;
import com.google.api.gax.rpc.ApiExceptionFactory;
import io.grpc.Status;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class PublishErrorsTest {
  private static final String TOPIC = "projects/p/topics/t";

  @Test
  void status_becomesOurCodeAndTellsWhatToDo() {
    assertEquals(Code.PUBSUB_TOPIC_MISSING, code(Status.Code.NOT_FOUND));
    assertEquals(Code.PUBSUB_DENIED, code(Status.Code.PERMISSION_DENIED));
    assertEquals(Code.PUBSUB_DENIED, code(Status.Code.UNAUTHENTICATED));
    assertEquals(Code.PUBSUB_BUSY, code(Status.Code.RESOURCE_EXHAUSTED));
    assertEquals(Code.PUBSUB_UNREACHABLE, code(Status.Code.UNAVAILABLE));
    assertEquals(Code.PUBSUB_UNREACHABLE, code(Status.Code.DEADLINE_EXCEEDED));
    assertEquals(Code.PUBSUB_REFUSED, code(Status.Code.INVALID_ARGUMENT));
    assertTrue(Code.PUBSUB_BUSY.isTransient());
    assertFalse(Code.PUBSUB_DENIED.isTransient());
  }

  @Test
  void missingCredentials_areDenied() {
    PublishException failed =
        PublishErrors.of(TOPIC, new IOException("no credentials\nsee the documentation"));
    assertEquals(Code.PUBSUB_DENIED, failed.code());
    assertEquals(
        "could not publish to projects/p/topics/t: grant this function's service account"
            + " roles/pubsub.publisher there (no credentials; see the documentation)",
        failed.getMessage());
    assertSame(failed, PublishErrors.of(TOPIC, failed));
  }

  @Test
  void fullName_keepsAFullOneAndCompletesAShortOne() {
    PubSubEndpoint endpoint = new PubSubEndpoint("p", null);
    assertEquals("projects/p/topics/t", endpoint.fullName("t"));
    assertEquals("projects/q/topics/t", endpoint.fullName("projects/q/topics/t"));
  }

  private static Code code(Status.Code status) {
    return PublishErrors.of(
            TOPIC,
            ApiExceptionFactory.createException(
                new RuntimeException("said"), GrpcStatusCode.of(status), false))
        .code();
  }
}
