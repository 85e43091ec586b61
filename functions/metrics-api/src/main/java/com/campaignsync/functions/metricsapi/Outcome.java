package com.campaignsync.functions.metricsapi;

import com.campaignsync.runtime.http.Problem;
import com.campaignsync.runtime.http.Reply;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a request ended.
 *
 * @param status HTTP status of the reply
 * @param reason the problem's reason, null without a problem
 */
record Outcome(int status, @Nullable String reason) {

  /** The request was cut off: by its deadline, as far as the API itself knows. */
  static final Outcome CUT_OFF = new Outcome(504, "DEADLINE_EXCEEDED");

  /** What passes by itself: the same request may go well later. */
  private static final Set<Integer> PASSING = Set.of(409, 429);

  private static final int CLIENT_ERRORS = 400;

  private static final int SERVER_ERRORS = 500;

  static Outcome of(Reply reply) {
    return new Outcome(reply.status(), null);
  }

  /** As the reply to the failure will say. */
  static Outcome of(Throwable failure) {
    Problem problem =
        failure instanceof Problem known
            ? known
            : StoreProblems.of(failure).orElseGet(() -> Problem.of(500, "INTERNAL", "unexpected"));
    return new Outcome(problem.status(), problem.reason());
  }

  /** Whether the same request is worth another try as it is. */
  boolean mayBeTriedAgain() {
    return status >= SERVER_ERRORS || PASSING.contains(status);
  }

  /** Whether nothing was done, for a reason in the request: another one would mend it. */
  boolean isRefusal() {
    return status >= CLIENT_ERRORS && !mayBeTriedAgain();
  }
}
