package com.campaignsync.adapters.googlecloud.pubsub;

/** A message was not, or not certainly, kept by the broker. The message names topic and cause. */
public final class PublishException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What went wrong; stable names. */
  public enum Code {
    /**
     * No answer, or none in time. The message may have been kept: publishing again may repeat it.
     */
    PUBSUB_UNREACHABLE(true),
    /** Over quota, or more is in flight than this process allows itself. */
    PUBSUB_BUSY(true),
    /** The topic does not exist. */
    PUBSUB_TOPIC_MISSING(false),
    /** No credentials, or none that may publish there. */
    PUBSUB_DENIED(false),
    /** The request can never succeed as it is. */
    PUBSUB_REFUSED(false);

    private final boolean isTransient;

    Code(boolean isTransient) {
      this.isTransient = isTransient;
    }

    /** Whether the same call may succeed later without anybody changing anything. */
    public boolean isTransient() {
      return isTransient;
    }
  }

  private final Code code;

  PublishException(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public Code code() {
    return code;
  }
}
