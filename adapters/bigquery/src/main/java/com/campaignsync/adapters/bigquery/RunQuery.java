package com.campaignsync.adapters.bigquery;

import com.campaignsync.domain.source.ReadRequest;
import com.campaignsync.domain.source.SourceException;
import com.campaignsync.domain.source.SourceRead;
import com.campaignsync.domain.source.SourceRecord;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQuery.QueryResultsOption;
import com.google.cloud.bigquery.BigQuery.TableDataListOption;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobId;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.JobStatistics.QueryStatistics;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TableResult;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Schedulers;

/**
 * Runs the read as a job of its own (never job-less: its cost must be attributable) and pages
 * through its result. Blocking but for the returned rows.
 */
final class RunQuery {

  /**
   * Rows of one page: some megabytes in the client; the next page is fetched while this one is
   * loaded.
   */
  private static final int PAGE_ROWS = 10_000;

  /** Pages fetched ahead of the load: one, so that memory holds two at most. */
  private static final int PAGES_AHEAD = 1;

  private final BigQuery bigQuery;
  private final ReadLimits limits;

  RunQuery(BigQuery bigQuery, ReadLimits limits) {
    this.bigQuery = bigQuery;
    this.limits = limits;
  }

  SourceRead run(ReadRequest request, TableId table) throws InterruptedException {
    JobId id =
        JobId.newBuilder()
            .setProject(limits.projectId())
            .setLocation(limits.location())
            .setJob("campaign-sync-" + UUID.randomUUID())
            .build();
    Job job = bigQuery.create(JobInfo.of(id, configuration(request, table)));
    Job done = waitFor(job);
    QueryStatistics statistics = done.getStatistics();
    Long billed = statistics.getTotalBytesBilled();
    return new SourceRead(
        "%s:%s.%s".formatted(id.getProject(), id.getLocation(), id.getJob()),
        Instant.ofEpochMilli(statistics.getStartTime()),
        billed == null ? 0 : billed,
        Flux.defer(() -> records(done)).subscribeOn(Schedulers.boundedElastic()));
  }

  private QueryJobConfiguration configuration(ReadRequest request, TableId table) {
    CampaignMetricsQuery query = new CampaignMetricsQuery(request, table);
    QueryJobConfiguration.Builder builder =
        QueryJobConfiguration.newBuilder(query.sql())
            .setUseLegacySql(false)
            .setUseQueryCache(limits.useQueryCache())
            .setMaximumBytesBilled(limits.maximumBytesBilled())
            .setLabels(request.labels());
    query.parameters().forEach(builder::addNamedParameter);
    return builder.build();
  }

  private Job waitFor(Job job) throws InterruptedException {
    try {
      Job done = job.waitFor();
      if (done == null) {
        throw new SourceException(
            SourceException.Code.SOURCE_UNAVAILABLE, "BigQuery forgot job " + job.getJobId(), null);
      }
      if (done.getStatus().getError() != null) {
        throw new BigQueryException(
            0, done.getStatus().getError().getMessage(), done.getStatus().getError());
      }
      return done;
    } catch (InterruptedException e) {
      // Whoever waited has gone: stop the spending too.
      job.cancel();
      throw e;
    }
  }

  private Flux<SourceRecord> records(Job job) {
    return Flux.<TableResult, Pages>generate(
            () -> new Pages(bigQuery, job), (pages, sink) -> pages.next(sink))
        .concatMapIterable(TableResult::getValues, PAGES_AHEAD)
        .map((FieldValueList row) -> RecordReader.read(row))
        .onErrorMap(BigQueryErrors::translate);
  }

  /** Where the paging stands. */
  private static final class Pages {
    private final BigQuery bigQuery;
    private final Job job;
    private @Nullable TableResult current;

    Pages(BigQuery bigQuery, Job job) {
      this.bigQuery = bigQuery;
      this.job = job;
    }

    /**
     * The page after {@code last}. Not {@link TableResult#getNextPage}, which forgets the page's
     * size: BigQuery then answers as much as it can, and that does not fit into a small heap.
     */
    private TableResult after(TableResult last) {
      QueryJobConfiguration query = job.getConfiguration();
      TableId result = Objects.requireNonNull(query.getDestinationTable(), "every query has one");
      return bigQuery.listTableData(
          result,
          last.getSchema(),
          TableDataListOption.pageSize(PAGE_ROWS),
          TableDataListOption.pageToken(last.getNextPageToken()));
    }

    Pages next(SynchronousSink<TableResult> sink) {
      try {
        TableResult last = current;
        TableResult page =
            last == null
                ? job.getQueryResults(QueryResultsOption.pageSize(PAGE_ROWS))
                : last.hasNextPage() ? after(last) : null;
        if (page == null) {
          sink.complete();
        } else {
          current = page;
          sink.next(page);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        sink.error(e);
      }
      return this;
    }
  }
}
