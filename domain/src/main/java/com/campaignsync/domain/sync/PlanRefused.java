package com.campaignsync.domain.sync;

/** Work that is not planned, because it can never be done as it was asked for. */
public final class PlanRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Why; stable names. */
  public enum Reason {
    /** No such tenant. */
    TENANT_UNKNOWN,
    /** No such connection, or not the tenant's. */
    CONNECTION_UNKNOWN,
    /** More days than one piece of work may have. */
    WINDOW_TOO_LONG,
    /** Days in the future. */
    WINDOW_IN_FUTURE,
    /** Days older than what is kept: they would be dropped by the next cleanup. */
    RETENTION
  }

  private final Reason reason;

  public PlanRefused(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
