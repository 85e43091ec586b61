package com.campaignsync.adapters.bigquery;

import com.campaignsync.domain.source.SourceException;
import com.campaignsync.domain.source.SourceException.Code;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryError;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobId;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.JobStatistics.QueryStatistics;
import com.google.cloud.bigquery.JobStatus;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.QueryParameterValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Runs statements as jobs of their own (never job-less: their cost must be attributable), and ends
 * those that do not end. Blocking.
 */
final class QueryJobs {

  /** First pause between two looks at a job: most reads take under a second. */
  private static final Duration PAUSE_MIN = Duration.ofMillis(100);

  /** Longest pause: what a wait may add to a read of minutes. */
  private static final Duration PAUSE_MAX = Duration.ofSeconds(2);

  private static final int ALREADY_EXISTS = 409;

  private final BigQuery bigQuery;
  private final ReadLimits limits;

  QueryJobs(BigQuery bigQuery, ReadLimits limits) {
    this.bigQuery = bigQuery;
    this.limits = limits;
  }

  /** Runs a statement to its end, or cancels it at the deadline. */
  FinishedQuery run(
      String sql, Map<String, QueryParameterValue> parameters, Map<String, String> labels)
      throws InterruptedException {
    JobId id =
        JobId.newBuilder()
            .setProject(limits.projectId())
            .setLocation(limits.location())
            .setJob("campaign-sync-" + UUID.randomUUID())
            .build();
    start(id, configuration(sql, parameters, labels).build());
    Job done = waitFor(id);
    QueryStatistics statistics = done.getStatistics();
    Long billed = statistics.getTotalBytesBilled();
    QueryJobConfiguration ran = done.getConfiguration();
    return new FinishedQuery(
        id,
        Instant.ofEpochMilli(statistics.getStartTime()),
        billed == null ? 0 : billed,
        Objects.requireNonNull(ran.getDestinationTable(), "every query has one"));
  }

  /**
   * What a statement would process, by a dry run: free, and at most what it would bill but 1 MiB.
   */
  long estimateBytes(String sql, Map<String, QueryParameterValue> parameters) {
    QueryJobConfiguration dry = configuration(sql, parameters, Map.of()).setDryRun(true).build();
    JobId id =
        JobId.newBuilder()
            .setProject(limits.projectId())
            .setLocation(limits.location())
            .setRandomJob()
            .build();
    QueryStatistics statistics = bigQuery.create(JobInfo.of(id, dry)).getStatistics();
    Long processed = statistics.getTotalBytesProcessed();
    return processed == null ? 0 : processed;
  }

  private QueryJobConfiguration.Builder configuration(
      String sql, Map<String, QueryParameterValue> parameters, Map<String, String> labels) {
    QueryJobConfiguration.Builder builder =
        QueryJobConfiguration.newBuilder(sql)
            .setUseLegacySql(false)
            .setUseQueryCache(limits.useQueryCache())
            .setMaximumBytesBilled(limits.maximumBytesBilled())
            .setLabels(labels);
    parameters.forEach(builder::addNamedParameter);
    return builder;
  }

  /** A job of that id exists if an answer got lost and the client asked again: it is ours. */
  private void start(JobId id, QueryJobConfiguration configuration) {
    try {
      bigQuery.create(JobInfo.of(id, configuration));
    } catch (BigQueryException e) {
      if (e.getCode() != ALREADY_EXISTS) {
        throw e;
      }
    }
  }

  private Job waitFor(JobId id) throws InterruptedException {
    long deadlineNanos = System.nanoTime() + limits.jobDeadline().toNanos();
    Duration pause = PAUSE_MIN;
    try {
      for (Job job = look(id); ; job = look(id)) {
        if (JobStatus.State.DONE.equals(job.getStatus().getState())) {
          return successful(job);
        }
        if (System.nanoTime() - deadlineNanos > 0) {
          throw overdue(id);
        }
        Thread.sleep(pause.toMillis());
        pause = pause.multipliedBy(2).compareTo(PAUSE_MAX) < 0 ? pause.multipliedBy(2) : PAUSE_MAX;
      }
    } catch (InterruptedException e) {
      // Whoever waited has gone: stop the spending too.
      cancel(id, e);
      throw e;
    }
  }

  private Job look(JobId id) {
    Job job = bigQuery.getJob(id);
    if (job == null) {
      throw new SourceException(
          Code.SOURCE_UNAVAILABLE, "BigQuery forgot job " + id.getJob(), null);
    }
    return job;
  }

  private static Job successful(Job job) {
    BigQueryError error = job.getStatus().getError();
    if (error != null) {
      throw new BigQueryException(0, error.getMessage(), error);
    }
    return job;
  }

  private SourceException overdue(JobId id) {
    SourceException overdue =
        new SourceException(
            Code.SOURCE_UNAVAILABLE,
            "BigQuery job %s had not ended after %d s and was cancelled; it is tried again"
                .formatted(id.getJob(), limits.jobDeadline().toSeconds()),
            null);
    cancel(id, overdue);
    return overdue;
  }

  private void cancel(JobId id, Exception why) {
    try {
      bigQuery.cancel(id);
    } catch (BigQueryException notCancelled) {
      why.addSuppressed(notCancelled);
    }
  }
}
