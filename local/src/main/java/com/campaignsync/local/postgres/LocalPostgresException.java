package com.campaignsync.local.postgres;

/**
 * The local PostgreSQL server cannot be started or used. The message is one line and says the cure.
 */
public final class LocalPostgresException extends IllegalStateException {
  public LocalPostgresException(String message) {
    super(message);
  }

  public LocalPostgresException(String message, Throwable cause) {
    super(message, cause);
  }
}
