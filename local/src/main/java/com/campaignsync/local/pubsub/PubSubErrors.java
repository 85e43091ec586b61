package com.campaignsync.local.pubsub;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** The errors of the service, with the codes the real one uses. */
final class PubSubErrors {
  private PubSubErrors() {}

  static StatusRuntimeException invalid(String message) {
    return Status.INVALID_ARGUMENT.withDescription(message).asRuntimeException();
  }

  static StatusRuntimeException notFound(String name) {
    return Status.NOT_FOUND.withDescription("Resource not found: " + name).asRuntimeException();
  }

  static StatusRuntimeException exists(String name) {
    return Status.ALREADY_EXISTS
        .withDescription("Resource already exists: " + name)
        .asRuntimeException();
  }

  static StatusRuntimeException exhausted(String message) {
    return Status.RESOURCE_EXHAUSTED.withDescription(message).asRuntimeException();
  }

  static StatusRuntimeException notOffered(String what) {
    return Status.UNIMPLEMENTED
        .withDescription("run-local's Pub/Sub does not offer " + what)
        .asRuntimeException();
  }
}
