package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.source.SourceException;
import com.campaignsync.domain.sync.PlanRefused;
import com.campaignsync.runtime.http.Problem;

/** What callers are told of work that cannot be done as they asked for it. */
final class PlanProblems {

  /** BigQuery's quotas and hiccups pass within about this long. */
  private static final String RETRY_AFTER_SECONDS = "30";

  private PlanProblems() {}

  static Problem of(PlanRefused refused) {
    String what = String.valueOf(refused.getMessage());
    return switch (refused.reason()) {
      case TENANT_UNKNOWN, CONNECTION_UNKNOWN -> ConnectionHandlers.notFound();
      case WINDOW_TOO_LONG -> Problem.badRequest("DATE_SPAN_TOO_LONG", what);
      case WINDOW_IN_FUTURE, RETENTION -> Problem.of(422, refused.reason().name(), what);
    };
  }

  /** The source's own words say what to mend. */
  static Problem of(SourceException failure) {
    String what = String.valueOf(failure.getMessage());
    return failure.code().isTransient()
        ? Problem.of(503, failure.code().name(), what)
            .withHeader("Retry-After", RETRY_AFTER_SECONDS)
            .causedBy(failure)
        : Problem.of(422, failure.code().name(), what);
  }
}
