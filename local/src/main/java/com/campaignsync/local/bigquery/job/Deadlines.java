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
      timer.schedule(() -> stop(job, millis), millis, TimeUnit.MILLISECONDS);
    }
  }

  private void stop(Job job, long millis) {
    if (job.isDone()) {
      return;
    }
    try {
      // BigQuery documents the reason, not the words.
      job.stop("Job execution was cancelled: Job timed out after " + millis / 1_000.0 + "s");
      timer.schedule(() -> stop(job, millis), REPEAT_MS, TimeUnit.MILLISECONDS);
    } catch (SQLException e) {
      LOG.log(Level.WARNING, "job " + job.request().jobId() + " cannot be stopped", e);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
