package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.store.StoreException;
import com.campaignsync.domain.store.StoreException.Code;
import com.campaignsync.runtime.http.Problem;
import java.util.Optional;

/** What callers are told when the store does not do its part. */
final class StoreProblems {

  /** A database restart takes about this long. */
  static final String RETRY_AFTER_SECONDS = "3";

  private StoreProblems() {}

  /** The reply to a failure that passes by itself; empty for one that does not. */
  static Optional<Problem> of(Throwable failure) {
    return failure instanceof StoreException store && store.code().isTransient()
        ? Optional.of(store.code() == Code.STORE_TOO_SLOW ? tooSlow() : unavailable())
        : Optional.empty();
  }

  /** The database is there: whoever waits and asks the same may get the same. */
  private static Problem tooSlow() {
    return Problem.of(
            504,
            "DEADLINE_EXCEEDED",
            "the database took too long over it; ask for less (fewer days or campaigns),"
                + " or try again")
        .withHeader("Retry-After", RETRY_AFTER_SECONDS);
  }

  private static Problem unavailable() {
    return Problem.of(
            503, "STORE_UNAVAILABLE", "the database does not answer now; try again in a moment")
        .withHeader("Retry-After", RETRY_AFTER_SECONDS);
  }
}
