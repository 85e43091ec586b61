package com.campaignsync.runtime.jwt;

/**
 * The issuer's keys could not be had, so that nobody can say whether the token is good: answer 503,
 * never 401 and never the data.
 */
public final class KeysUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** For the reason given. */
  public KeysUnavailable(String detail) {
    super(detail);
  }

  KeysUnavailable(String detail, Throwable cause) {
    super(detail, cause);
  }
}
