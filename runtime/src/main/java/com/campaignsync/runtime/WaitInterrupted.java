package com.campaignsync.runtime;

/** The waiting thread was interrupted (the instance is stopping); the work was cancelled. */
public final class WaitInterrupted extends RuntimeException {

  private static final long serialVersionUID = 1L;

  WaitInterrupted(InterruptedException cause) {
    super("interrupted while waiting; the work was cancelled", cause);
  }
}
