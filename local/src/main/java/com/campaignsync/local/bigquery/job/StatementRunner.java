package com.campaignsync.local.bigquery.job;

import com.campaignsync.local.bigquery.analysis.AnalysisContext;
import com.campaignsync.local.bigquery.analysis.Analyzer;
import com.campaignsync.local.bigquery.analysis.Plan;
import com.campaignsync.local.bigquery.analysis.TableLookup;
import com.campaignsync.local.bigquery.sql.Statement;
import com.campaignsync.local.bigquery.storage.ByteSums;
import com.campaignsync.local.bigquery.storage.ChangeExecutor;
import com.campaignsync.local.bigquery.storage.DestinationWriter;
import com.campaignsync.local.bigquery.storage.Results;
import java.sql.SQLException;
import java.time.InstantSource;

/** Analyzes, prices and runs the one statement of a job. */
public final class StatementRunner {

  private final ByteSums sums;
  private final Results results;
  private final ChangeExecutor changes;
  private final DestinationWriter destinations;
  private final QueryCache cache;
  private final InstantSource clock;
  private final String project;

  public StatementRunner(
      ByteSums sums,
      Results results,
      ChangeExecutor changes,
      DestinationWriter destinations,
      QueryCache cache,
      InstantSource clock,
      String project) {
    this.sums = sums;
    this.results = results;
    this.changes = changes;
    this.destinations = destinations;
    this.cache = cache;
    this.clock = clock;
    this.project = project;
  }

  /** Analyzes and prices; nothing runs. */
  Plan analyze(Job job, Statement statement, TableLookup tables) throws SQLException {
    QueryRequest request = job.request();
    AnalysisContext context =
        new AnalysisContext(
            project, request.defaultDataset(), tables, request.parameters(), clock.instant());
    Plan plan = Analyzer.analyze(statement, context);
    job.analyzed(plan, Price.estimate(plan, sums));
    return plan;
  }

  /** Runs what was analyzed, unless it may cost more than the job allows. */
  void execute(Job job, Plan plan) throws SQLException {
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
}
