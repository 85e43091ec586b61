package com.campaignsync.endtoend.faults;

import java.util.Arrays;
import java.util.List;

/** Everything that is broken on purpose. */
enum FaultKind {
  FUNCTION_KILLED(ProcessFaults::killFunction),
  FUNCTION_TERMINATED(ProcessFaults::terminateFunction),
  FUNCTION_FROZEN_AND_REPLACED(ProcessFaults::freezeFunction),
  MESSAGE_DELIVERED_THRICE_TO_TWO(ProcessFaults::deliverThrice),
  POSTGRES_KILLED(PostgresFaults::kill),
  BACKEND_KILLED(PostgresFaults::killBackend),
  BACKEND_TERMINATED(PostgresFaults::terminateBackend),
  STATEMENT_CANCELLED(PostgresFaults::cancelStatement),
  STATEMENT_TIMEOUT(PostgresFaults::statementTimeout),
  LOCK_TIMEOUT(PostgresFaults::lockTimeout),
  LEASES_LOCKED(PostgresFaults::lockLeases),
  CAMPAIGNS_LOCKED(PostgresFaults::lockCampaigns),
  DISK_FULL(PostgresFaults::fillDisk),
  POSTGRES_LINE_CUT(LineFaults::cutPostgres),
  POSTGRES_LINE_FROZEN(LineFaults::freezePostgres),
  POSTGRES_LINE_FROZEN_AND_REPLACED(LineFaults::freezePostgresPastTheLease),
  POSTGRES_LINE_SLOW(LineFaults::slowPostgres),
  BIGQUERY_LINE_CUT(LineFaults::cutBigQuery),
  BIGQUERY_LINE_FROZEN(LineFaults::freezeBigQuery),
  STORAGE_READ_CUT(LineFaults::cutStorageRead),
  STORAGE_READ_FROZEN(LineFaults::freezeStorageRead),
  BIGQUERY_429(BigQueryFaults::tooMany),
  BIGQUERY_500(BigQueryFaults::internalError),
  BIGQUERY_503(BigQueryFaults::unavailable),
  BIGQUERY_PAGE_TRUNCATED(BigQueryFaults::truncate),
  BIGQUERY_HANGS(BigQueryFaults::hang),
  BIGQUERY_SLOW(BigQueryFaults::slow),
  BIGQUERY_JOB_NEVER_ENDS(BigQueryFaults::neverEnds);

  /** Breaks something while syncs run, and lets go of it. */
  @FunctionalInterface
  interface Strike {
    void on(Scene scene) throws Exception;
  }

  private final Strike strike;

  FaultKind(Strike strike) {
    this.strike = strike;
  }

  void strike(Scene scene) throws Exception {
    strike.on(scene);
  }

  /** Whether the read must be large, so that it goes by the Storage Read API. */
  boolean needsStorageRead() {
    return this == STORAGE_READ_CUT || this == STORAGE_READ_FROZEN;
  }

  /** Those that this machine allows. */
  static List<FaultKind> possible(boolean diskIsReal) {
    String wanted = System.getProperty("faults.kinds", "");
    return Arrays.stream(values())
        .filter(kind -> diskIsReal || kind != DISK_FULL)
        // Amid others its own check is not dependable yet: struck when asked for.
        .filter(kind -> kind != BIGQUERY_JOB_NEVER_ENDS || !wanted.isEmpty() || byHand())
        .filter(kind -> wanted.isEmpty() || List.of(wanted.split(",")).contains(kind.name()))
        .toList();
  }

  private static boolean byHand() {
    return Integer.getInteger("faults") != null;
  }
}
