package com.campaignsync.domain.source;

import org.jspecify.annotations.Nullable;

/** The source could not be read. The message says what to do and holds no secret. */
public final class SourceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What went wrong; stable names. */
  public enum Code {
    SOURCE_TABLE_NOT_FOUND(false),
    SOURCE_COLUMN_MISSING(false),
    SOURCE_COLUMN_TYPE(false),
    SOURCE_ACCESS_DENIED(false),
    SOURCE_BYTES_LIMIT(false),
    SOURCE_QUERY_INVALID(false),
    /** Our own limit of source reads an hour. */
    SOURCE_RATE_LIMITED(true),
    SOURCE_QUOTA_EXCEEDED(true),
    SOURCE_UNAVAILABLE(true);

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

  public SourceException(Code code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public Code code() {
    return code;
  }
}
