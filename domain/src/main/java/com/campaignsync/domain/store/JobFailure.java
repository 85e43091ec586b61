package com.campaignsync.domain.store;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended when it did not succeed.
 *
 * @param code stable code
 * @param message what happened and what to do; no secret
 * @param retryable whether trying again may help
 * @param postponed where the run was not to be begun yet: when to come again, at no cost of a
 *     retry; null for a failure
 */
public record JobFailure(
    String code, String message, boolean retryable, @Nullable Duration postponed) {

  /** A failure, to be tried again after the usual back-off if that may help. */
  public JobFailure(String code, String message, boolean retryable) {
    this(code, message, retryable, null);
  }
}
