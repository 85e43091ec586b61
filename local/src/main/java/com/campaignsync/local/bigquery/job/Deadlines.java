package com.campaignsync.local.bigquery.job;

import java.sql.SQLException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Stops jobs that take longer than their jobTimeoutMs, counted from their creation. */
final class Deadlines implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Deadlines.class.getName());

  /** A statement that had not begun misses a stop: it is asked again, this soon, until it ends. */
  private static final long REPEAT_MS = 50;

  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1,
          task -> {
            Thread thread = new Thread(task, "local-bigquery-deadlines");
            thread.setDaemon(true);
            return thread;
          });

  Deadlines() {
    timer.setRemoveOnCancelPolicy(true);
  }

  /** Watches a job that was just created, if it has a limit. */
  void watch(Job job) {
    Long millis = job.request().timeoutMillis();
    if (millis != null) {
      var due =
          timer.scheduleWithFixedDelay(
              () -> stop(job, millis), millis, REPEAT_MS, TimeUnit.MILLISECONDS);
      // A limit may be days: an ended job must not be held as long.
      job.whenDone(() -> due.cancel(false));
    }
  }

  private static void stop(Job job, long millis) {
    try {
      // The reason is BigQuery's; its words are not documented.
      job.stop("Job execution was cancelled: Job timed out after " + millis / 1_000.0 + "s");
    } catch (SQLException e) {
      LOG.log(Level.WARNING, "job " + job.request().jobId() + " cannot be stopped", e);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
