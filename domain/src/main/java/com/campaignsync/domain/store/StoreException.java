package com.campaignsync.domain.store;

import org.jspecify.annotations.Nullable;

/** The store did not do what it was asked. The message holds no secret. */
public final class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What went wrong; stable names. */
  public enum Code {
    /** Connection refused, lost or timed out, or the server is starting or stopping. */
    STORE_UNREACHABLE(true),
    /** Serialization failure, deadlock, lock timeout, no room on the disk. */
    STORE_BUSY(true),
    /** The server ended a statement for its time: it asked for much, or waited for others. */
    STORE_TOO_SLOW(true),
    /** The lease was lost: somebody else may be writing now. */
    FENCED(true),
    /** The statement can never succeed as it is. */
    STORE_REFUSED(false);

    private final boolean isTransient;

    Code(boolean isTransient) {
      this.isTransient = isTransient;
    }

    /** Whether the same call may succeed later without anybody changing anything. */
    public boolean isTransient() {
      return isTransient;
    }

    /** Whether the store is there, and others or too much work kept it from its part. */
    public boolean isBusy() {
      return this == STORE_BUSY || this == STORE_TOO_SLOW;
    }
  }

  private final Code code;

  public StoreException(Code code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public Code code() {
    return code;
  }
}
