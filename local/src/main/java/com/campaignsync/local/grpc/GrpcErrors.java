package com.campaignsync.local.grpc;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** The errors of Google's APIs that all stand-ins answer, with the codes the real ones use. */
public final class GrpcErrors {
  private GrpcErrors() {}

  /** The caller must change the request. */
  public static StatusRuntimeException invalid(String message) {
    return Status.INVALID_ARGUMENT.withDescription(message).asRuntimeException();
  }

  /** Nothing has that name. */
  public static StatusRuntimeException notFound(String name) {
    return Status.NOT_FOUND.withDescription("Resource not found: " + name).asRuntimeException();
  }

  /** Something has that name already. */
  public static StatusRuntimeException exists(String name) {
    return Status.ALREADY_EXISTS
        .withDescription("Resource already exists: " + name)
        .asRuntimeException();
  }

  /** The thing is not in a state that allows it. */
  public static StatusRuntimeException precondition(String message) {
    return Status.FAILED_PRECONDITION.withDescription(message).asRuntimeException();
  }

  /** A limit is reached. */
  public static StatusRuntimeException exhausted(String message) {
    return Status.RESOURCE_EXHAUSTED.withDescription(message).asRuntimeException();
  }

  /** The real service has it, the stand-in does not: never a silent wrong answer. */
  public static StatusRuntimeException notOffered(String service, String what) {
    return Status.UNIMPLEMENTED
        .withDescription("%s: %s is not supported locally".formatted(service, what))
        .asRuntimeException();
  }
}
