package com.campaignsync.runtime.jwt;

import org.jspecify.annotations.Nullable;

/** The caller's token does not say who it is: answer 401. */
public final class TokenRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Why, as a stable code. */
  public enum Reason {
    /** No bearer token in the request. */
    TOKEN_MISSING,
    /** Malformed, wrongly signed, or with claims that cannot be used. */
    TOKEN_INVALID,
    /** Was good until its {@code exp}. */
    TOKEN_EXPIRED
  }

  private final Reason reason;

  TokenRefused(Reason reason, String detail) {
    this(reason, detail, null);
  }

  TokenRefused(Reason reason, String detail, @Nullable Throwable cause) {
    super(detail, cause);
    this.reason = reason;
  }

  /** Why, as a stable code. */
  public Reason reason() {
    return reason;
  }

  /** The {@code WWW-Authenticate} challenge of RFC 6750 §3. */
  public String challenge() {
    String realm = "Bearer realm=\"campaign-sync\"";
    return reason == Reason.TOKEN_MISSING
        ? realm
        : realm + ", error=\"invalid_token\", error_description=\"" + getMessage() + "\"";
  }
}
