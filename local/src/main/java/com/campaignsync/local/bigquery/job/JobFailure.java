package com.campaignsync.local.bigquery.job;

/** Why a job or request failed: BigQuery's reason code and message. */
public final class JobFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String reason;

  public JobFailure(String reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** For example {@code invalidQuery}. */
  public String reason() {
    return reason;
  }
}
