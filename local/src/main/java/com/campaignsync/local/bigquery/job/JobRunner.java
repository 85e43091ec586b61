package com.campaignsync.local.bigquery.job;

import com.campaignsync.local.bigquery.analysis.AnalysisContext;
import com.campaignsync.local.bigquery.analysis.Analyzer;
import com.campaignsync.local.bigquery.analysis.Plan;
import com.campaignsync.local.bigquery.analysis.TableLookup;
import com.campaignsync.local.bigquery.schema.PhysicalTable;
import com.campaignsync.local.bigquery.schema.TableRef;
import com.campaignsync.local.bigquery.sql.ScriptStatement;
import com.campaignsync.local.bigquery.sql.Statement;
import com.campaignsync.local.bigquery.sql.StatementParser;
import com.campaignsync.local.bigquery.storage.Catalog;
import com.campaignsync.local.bigquery.storage.JobRecords;
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
import java.util.function.Consumer;
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
  private final StatementRunner statements;
  private final ScriptRunner scripts;
  private final TableLookup lookup = new Lookup();
  private final InformationSchema informationSchema;
  private final JobRecords records;
  private final InstantSource clock;
  private final String project;
  private final Deadlines deadlines = new Deadlines();
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
      StatementRunner statements,
      InformationSchema informationSchema,
      JobRecords records,
      InstantSource clock,
      String project) {
    this.catalog = catalog;
    this.statements = statements;
    this.scripts = new ScriptRunner(clock, this::runChild);
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
              path, () -> live().stream().map(j -> JobJson.record(project, j).toString()).toList())
          : null;
    }
  }

  /** Analyzes a statement without parameters, such as a view's. */
  public Plan analyze(String sql) {
    return Analyzer.analyze(
        StatementParser.parse(sql),
        new AnalysisContext(project, null, lookup, Map.of(), clock.instant()));
  }

  /** Analyzes and prices without running; a script by the sum of its statements. */
  public Job dryRun(QueryRequest request) {
    Job job = new Job(request, clock.millis());
    run(job, Job::release);
    JobFailure failure = job.failure();
    if (failure != null) {
      throw failure;
    }
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
      threads.execute(() -> run(job, this::keep));
    } catch (RejectedExecutionException e) {
      live.remove(request.jobId());
      throw new JobFailure("jobRateLimitExceeded", "Too many jobs wait: retry later.");
    }
    deadlines.watch(job);
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

  private void runChild(Job child) {
    if (child.request().dryRun()) {
      run(child, Job::release);
    } else {
      live.put(child.request().jobId(), child);
      run(child, this::keep);
    }
  }

  private void run(Job job, Consumer<Job> atEnd) {
    job.started(clock.millis());
    try {
      List<ScriptStatement> parsed = StatementParser.parseScript(job.request().sql());
      if (parsed.size() > 1) {
        scripts.run(job, parsed);
      } else {
        run(job, parsed.get(0).statement());
      }
    } catch (RuntimeException | SQLException | StackOverflowError e) {
      JobFailure failure = Failures.of(e, job.stopped());
      if (failure.reason().equals("internalError")) {
        LOG.log(Level.WARNING, "job " + job.request().jobId() + " failed", e);
      }
      job.failed(failure);
    } finally {
      job.ended(clock.millis());
      atEnd.accept(job);
    }
  }

  private void run(Job job, Statement statement) throws SQLException {
    Plan plan = statements.analyze(job, statement, lookup);
    if (!job.request().dryRun()) {
      statements.execute(job, plan);
    }
  }

  /** Keeps the record of a job that has ended, and only then lets the waiting go on. */
  private void keep(Job job) {
    String id = job.request().jobId();
    try {
      records.save(id, job.createdMillis(), JobJson.record(project, job).toString());
    } catch (SQLException e) {
      LOG.log(Level.SEVERE, "the record of job " + id + " is lost", e);
    } finally {
      job.release();
      live.remove(id);
    }
  }

  @Override
  public void close() {
    deadlines.close();
    threads.shutdownNow();
  }
}
