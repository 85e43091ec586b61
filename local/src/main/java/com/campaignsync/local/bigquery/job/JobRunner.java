package com.campaignsync.local.bigquery.job;

import com.campaignsync.local.bigquery.analysis.AnalysisContext;
import com.campaignsync.local.bigquery.analysis.Analyzer;
import com.campaignsync.local.bigquery.analysis.Plan;
import com.campaignsync.local.bigquery.analysis.TableLookup;
import com.campaignsync.local.bigquery.schema.PhysicalTable;
import com.campaignsync.local.bigquery.schema.TableRef;
import com.campaignsync.local.bigquery.sql.StatementParser;
import com.campaignsync.local.bigquery.storage.ByteSums;
import com.campaignsync.local.bigquery.storage.Catalog;
import com.campaignsync.local.bigquery.storage.ChangeExecutor;
import com.campaignsync.local.bigquery.storage.DestinationWriter;
import com.campaignsync.local.bigquery.storage.JobRecords;
import com.campaignsync.local.bigquery.storage.Results;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Runs jobs, a few at a time, and keeps a record of each. */
public final class JobRunner implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(JobRunner.class.getName());

  /** Statements at once: more than a laptop's cores, so a long one leaves room for short ones. */
  private static final int RUNNING_MAX = 8;

  /** Jobs waiting for a place; beyond it a client is told to come back. */
  private static final int WAITING_MAX = 1_000;

  private final Catalog catalog;
  private final ByteSums sums;
  private final Results results;
  private final ChangeExecutor changes;
  private final DestinationWriter destinations;
  private final QueryCache cache;
  private final TableLookup lookup = new Lookup();
  private final InformationSchema informationSchema;
  private final JobRecords records;
  private final InstantSource clock;
  private final String project;
  private final ConcurrentMap<String, Job> live = new ConcurrentHashMap<>();
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          RUNNING_MAX,
          RUNNING_MAX,
          30,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(WAITING_MAX),
          task -> {
            Thread thread = new Thread(task, "local-bigquery-job");
            thread.setDaemon(true);
            return thread;
          });

  public JobRunner(
      Catalog catalog,
      ByteSums sums,
      Results results,
      ChangeExecutor changes,
      DestinationWriter destinations,
      QueryCache cache,
      InformationSchema informationSchema,
      JobRecords records,
      InstantSource clock,
      String project) {
    this.catalog = catalog;
    this.sums = sums;
    this.results = results;
    this.changes = changes;
    this.destinations = destinations;
    this.cache = cache;
    this.informationSchema = informationSchema;
    this.records = records;
    this.clock = clock;
    this.project = project;
  }

  /** The catalog's tables, and the views of what only a runner knows. */
  private final class Lookup implements TableLookup {
    @Override
    public PhysicalTable find(TableRef ref) {
      return catalog.find(ref);
    }

    @Override
    public @Nullable PhysicalTable informationSchema(List<String> path) {
      return InformationSchema.names(path)
          ? informationSchema.find(
              path,
              () -> live().stream().map(j -> JobJson.resource(project, j).toString()).toList())
          : null;
    }
  }

  /** Analyzes a statement without parameters, such as a view's. */
  public Plan analyze(String sql) {
    return Analyzer.analyze(
        StatementParser.parse(sql),
        new AnalysisContext(project, null, lookup, Map.of(), clock.instant()));
  }

  /** Analyzes and prices without running. */
  public Job dryRun(QueryRequest request) {
    Job job = new Job(request, clock.millis());
    job.started(clock.millis());
    try {
      analyze(job);
    } catch (RuntimeException | SQLException | StackOverflowError e) {
      throw Failures.of(e, false);
    }
    job.ended(clock.millis());
    job.release();
    return job;
  }

  /**
   * Starts a job.
   *
   * @throws JobFailure reason duplicate if the id was used, jobRateLimitExceeded if too many wait
   */
  public Job submit(QueryRequest request) throws SQLException {
    Job job = new Job(request, clock.millis());
    boolean used = live.putIfAbsent(request.jobId(), job) != null;
    if (used || records.find(request.jobId()).isPresent()) {
      if (!used) {
        live.remove(request.jobId());
      }
      throw new JobFailure(
          "duplicate",
          "Already Exists: Job " + project + ":" + request.location() + "." + request.jobId());
    }
    try {
      threads.execute(() -> run(job));
    } catch (RejectedExecutionException e) {
      live.remove(request.jobId());
      throw new JobFailure("jobRateLimitExceeded", "Too many jobs wait: retry later.");
    }
    return job;
  }

  /** A job that has not ended, or null. */
  public @Nullable Job live(String jobId) {
    return live.get(jobId);
  }

  /** The jobs that have not ended, newest first. */
  public List<Job> live() {
    return live.values().stream()
        .filter(job -> job.endedMillis() == 0)
        .sorted(Comparator.comparingLong(Job::createdMillis).reversed())
        .toList();
  }

  private void run(Job job) {
    job.started(clock.millis());
    try {
      execute(job, analyze(job));
    } catch (RuntimeException | SQLException | StackOverflowError e) {
      JobFailure failure = Failures.of(e, job.isCancelled());
      if (failure.reason().equals("internalError")) {
        LOG.log(Level.WARNING, "job " + job.request().jobId() + " failed", e);
      }
      job.failed(failure);
    } finally {
      finish(job);
    }
  }

  private void finish(Job job) {
    job.ended(clock.millis());
    String id = job.request().jobId();
    try {
      records.save(id, job.createdMillis(), JobJson.resource(project, job).toString());
    } catch (SQLException e) {
      LOG.log(Level.SEVERE, "the record of job " + id + " is lost", e);
    } finally {
      job.release();
      live.remove(id);
    }
  }

  private Plan analyze(Job job) throws SQLException {
    QueryRequest request = job.request();
    AnalysisContext context =
        new AnalysisContext(
            project, request.defaultDataset(), lookup, request.parameters(), clock.instant());
    Plan plan = Analyzer.analyze(StatementParser.parse(request.sql()), context);
    job.analyzed(plan, Price.estimate(plan, sums));
    return plan;
  }

  private void execute(Job job, Plan plan) throws SQLException {
    Long limit = job.request().maximumBytesBilled();
    if (limit != null && job.price().billedBytes() > limit) {
      throw new JobFailure(
          "bytesBilledLimitExceeded",
          "Query exceeded limit for bytes billed: "
              + limit
              + ". "
              + job.price().billedBytes()
              + " or higher required.");
    }
    if (plan instanceof Plan.Select select) {
      select(job, select);
    } else {
      job.changed(changes.execute((Plan.Change) plan, job::runs));
    }
  }

  private void select(Job job, Plan.Select select) throws SQLException {
    QueryCache.Seen seen = cache.look(job.request(), select);
    Results.Result cached = seen == null ? null : cache.find(seen);
    if (cached != null) {
      job.hit(cached);
      return;
    }
    job.priced(Price.actual(select, sums));
    Results.Result result = results.create(select.sql(), select.columns(), job::runs);
    Destination to = job.request().destination();
    if (to != null) {
      destinations.write(result, to.ref(), to.write(), to.create(), to.shape());
    }
    if (seen != null) {
      cache.keep(seen, result);
    }
    job.produced(result);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
