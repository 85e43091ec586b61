package com.campaignsync.functions.jobs;

import com.campaignsync.runtime.log.Trace;
import com.google.cloud.functions.HttpRequest;

/** The trace id that the platform put on a request. */
final class RequestTrace {

  private RequestTrace() {}

  /** Empty where there is none. */
  static String of(HttpRequest request) {
    return Trace.id(
            request.getFirstHeader("traceparent"), request.getFirstHeader("X-Cloud-Trace-Context"))
        .orElse("");
  }
}
