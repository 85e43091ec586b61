package com.campaignsync.runtime;

import java.time.Duration;

/** The work did not end within its deadline and was cancelled. */
public final class DeadlineExceeded extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DeadlineExceeded(Duration deadline) {
    super("not done within " + deadline.toMillis() + " ms; cancelled");
  }
}
