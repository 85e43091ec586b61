package com.campaignsync.local.pubsub;

import com.campaignsync.local.grpc.GrpcErrors;
import io.grpc.StatusRuntimeException;

/** What Pub/Sub's stand-in does not offer. */
final class PubSubErrors {
  static final String PRODUCT = "Pub/Sub";

  private PubSubErrors() {}

  static StatusRuntimeException notOffered(String what) {
    return GrpcErrors.notOffered(PRODUCT, what);
  }
}
