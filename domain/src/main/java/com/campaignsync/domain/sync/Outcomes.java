package com.campaignsync.domain.sync;

import com.campaignsync.domain.store.JobStatus;
import com.campaignsync.domain.store.StoreException;
import com.campaignsync.domain.store.SyncJob;
import com.campaignsync.domain.sync.RunOutcome.Kind;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is said about jobs. */
final class Outcomes {

  /** No outcome yet: the job was claimed and its task is live. */
  static final RunOutcome CLAIMED =
      new RunOutcome(Kind.SUCCEEDED, new UUID(0, 0), null, null, "claimed", null);

  private Outcomes() {}

  /** A job that was looked for. */
  record Found(@Nullable SyncJob job) {}

  static RunOutcome of(Kind kind, SyncJob job, String message) {
    return new RunOutcome(kind, job.id(), job.tenantId(), null, message, null);
  }

  static RunOutcome over(SyncJob job, String message) {
    return of(Kind.ALREADY_OVER, job, message);
  }

  static RunOutcome failure(Kind kind, SyncJob job, Failures.Verdict verdict) {
    return new RunOutcome(
        kind,
        job.id(),
        job.tenantId(),
        verdict.failure().code(),
        verdict.failure().message(),
        verdict.cause());
  }

  /** A partial job is a success that somebody must look at: it has a code. */
  static RunOutcome success(SyncJob job, JobStatus status) {
    String code = status == JobStatus.PARTIAL ? "SYNC_PARTIAL" : null;
    String message = "the job is " + status.wireName();
    return new RunOutcome(Kind.SUCCEEDED, job.id(), job.tenantId(), code, message, null);
  }

  /** A failure that could not be kept. */
  static RunOutcome notKept(SyncJob job, Failures.Verdict verdict, Throwable why) {
    return failure(againOrNever(why), job, verdict);
  }

  private static Kind againOrNever(Throwable error) {
    return isRefusal(error) ? Kind.GIVEN_UP : Kind.TRY_AGAIN;
  }

  /** What the store refuses for good: delivered again it would be refused again. */
  static boolean isRefusal(Throwable error) {
    return error instanceof StoreException refused && !refused.code().isTransient();
  }

  static RunOutcome unknown(UUID jobId) {
    return new RunOutcome(
        Kind.UNKNOWN_JOB,
        jobId,
        null,
        "JOB_UNKNOWN",
        "no such job or connection; nothing to do",
        null);
  }

  /** The store could not be asked about a job. */
  static RunOutcome tryAgain(UUID jobId, Throwable error) {
    Failures.Verdict verdict = Failures.judge(error);
    return new RunOutcome(
        againOrNever(error),
        jobId,
        null,
        verdict.failure().code(),
        verdict.failure().message(),
        verdict.cause());
  }
}
