package com.campaignsync.runtime.push;

import org.jspecify.annotations.Nullable;

/** A push body that no redelivery will make readable: acknowledge it and keep it aside. */
public final class InvalidEnvelope extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What is wrong with the body. */
  public enum Reason {
    /** Longer than any message Pub/Sub accepts. */
    TOO_LARGE,
    /** Not a JSON object, or one with a key twice. */
    NOT_JSON,
    /** No {@code message} object, or one without its id. */
    NO_MESSAGE,
    /** {@code data} is not base64. */
    INVALID_DATA,
    /** An attribute, time or subscription of the wrong type. */
    INVALID_FIELD
  }

  private final Reason reason;

  InvalidEnvelope(Reason reason, String detail, @Nullable Throwable cause) {
    super(reason + ": " + detail, cause);
    this.reason = reason;
  }

  /** What is wrong, as a stable code. */
  public Reason reason() {
    return reason;
  }
}
