package com.campaignsync.domain.sync;

import com.campaignsync.domain.source.SourceException;
import com.campaignsync.domain.store.JobFailure;
import com.campaignsync.domain.store.StoreException;
import java.time.Duration;
import reactor.core.Exceptions;

/** What a failure means for a job: try again or not, under which code. */
final class Failures {

  /** A connection may be read once in 20 s on average: by then there is room for several reads. */
  private static final Duration OWN_LIMIT_WAIT = Duration.ofMinutes(2);

  private Failures() {}

  /**
   * @param failure for the job row
   * @param leaseLost whether somebody else may be running the job: then its row is left alone
   * @param cause for the log
   */
  record Verdict(JobFailure failure, boolean leaseLost, Throwable cause) {}

  static Verdict judge(Throwable raised) {
    Throwable error = Exceptions.unwrap(raised);
    if (error instanceof SourceException source) {
      return new Verdict(
          new JobFailure(
              source.code().name(),
              String.valueOf(source.getMessage()),
              source.code().isTransient(),
              source.code() == SourceException.Code.SOURCE_RATE_LIMITED ? OWN_LIMIT_WAIT : null),
          false,
          error);
    }
    if (error instanceof StoreException store) {
      return new Verdict(
          new JobFailure(
              store.code().name(), String.valueOf(store.getMessage()), store.code().isTransient()),
          store.code() == StoreException.Code.FENCED,
          error);
    }
    if (error instanceof PlanRefused refused) {
      String what = String.valueOf(refused.getMessage());
      return new Verdict(new JobFailure(refused.reason().name(), what, false), false, error);
    }
    // A bug: its text may hold anything, so only its type is shown; the log has the rest.
    String what = "unexpected " + error.getClass().getSimpleName() + "; see the log";
    return new Verdict(new JobFailure("INTERNAL", what, false), false, error);
  }
}
