package com.campaignsync.adapters.googlecloud.pubsub;

import com.campaignsync.adapters.googlecloud.pubsub.PublishException.Code;
import com.google.api.gax.batching.FlowController.FlowControlException;
import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.StatusCode;
import java.io.IOException;

/** From the client's errors to ours. */
final class PublishErrors {
  private PublishErrors() {}

  static PublishException of(String topic, Throwable cause) {
    if (cause instanceof PublishException already) {
      return already;
    }
    Code code = code(cause);
    return new PublishException(
        code,
        "could not publish to %s: %s (%s)".formatted(topic, advice(code), said(cause)),
        cause);
  }

  private static Code code(Throwable cause) {
    if (cause instanceof ApiException answered) {
      return code(answered.getStatusCode().getCode());
    }
    if (cause instanceof FlowControlException) {
      return Code.PUBSUB_BUSY;
    }
    // The client throws it when it finds no credentials to begin with.
    return cause instanceof IOException ? Code.PUBSUB_DENIED : Code.PUBSUB_REFUSED;
  }

  private static Code code(StatusCode.Code status) {
    return switch (status) {
      case NOT_FOUND -> Code.PUBSUB_TOPIC_MISSING;
      case PERMISSION_DENIED, UNAUTHENTICATED -> Code.PUBSUB_DENIED;
      case RESOURCE_EXHAUSTED -> Code.PUBSUB_BUSY;
      case UNAVAILABLE, DEADLINE_EXCEEDED, ABORTED, CANCELLED, INTERNAL, UNKNOWN ->
          Code.PUBSUB_UNREACHABLE;
      case OK,
          INVALID_ARGUMENT,
          ALREADY_EXISTS,
          FAILED_PRECONDITION,
          OUT_OF_RANGE,
          UNIMPLEMENTED,
          DATA_LOSS ->
          Code.PUBSUB_REFUSED;
    };
  }

  private static String advice(Code code) {
    return switch (code) {
      case PUBSUB_UNREACHABLE -> "Pub/Sub gave no answer; try again";
      case PUBSUB_BUSY -> "too much at once; try again later";
      case PUBSUB_TOPIC_MISSING -> "the topic does not exist; create it";
      case PUBSUB_DENIED -> "grant this function's service account roles/pubsub.publisher there";
      case PUBSUB_REFUSED -> "the request was refused";
    };
  }

  private static String said(Throwable cause) {
    return String.valueOf(cause.getMessage()).replaceAll("\\s*\\R\\s*", "; ");
  }
}
