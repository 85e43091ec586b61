package com.campaignsync.local.bigquery.job;

import com.campaignsync.local.bigquery.analysis.Plan;
import com.campaignsync.local.bigquery.storage.ChangeExecutor;
import com.campaignsync.local.bigquery.storage.Results;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One job from its creation to its end. Times are milliseconds since 1970, 0 before they come. */
public final class Job {

  private final QueryRequest request;
  private final long createdMillis;
  private final CompletableFuture<Job> done = new CompletableFuture<>();
  private volatile long startedMillis;
  private volatile long endedMillis;
  private volatile @Nullable Plan plan;
  private volatile Price price = new Price(0, 0);
  private volatile Results.@Nullable Result result;
  private volatile ChangeExecutor.@Nullable Changed changed;
  private volatile @Nullable JobFailure failure;
  private volatile @Nullable Statement running;
  private volatile @Nullable String stopped;
  private volatile boolean script;
  private final List<Job> children = new CopyOnWriteArrayList<>();
  private volatile boolean cacheHit;

  Job(QueryRequest request, long createdMillis) {
    this.request = request;
    this.createdMillis = createdMillis;
  }

  public QueryRequest request() {
    return request;
  }

  public long createdMillis() {
    return createdMillis;
  }

  public long startedMillis() {
    return startedMillis;
  }

  public long endedMillis() {
    return endedMillis;
  }

  /** The analyzed statement; null before, or if the analysis failed. */
  public @Nullable Plan plan() {
    return plan;
  }

  public Price price() {
    return price;
  }

  /** A finished query's rows; null for DML, dry runs and failures. */
  public Results.@Nullable Result result() {
    return result;
  }

  /** What DML changed; null for queries, and before. */
  ChangeExecutor.@Nullable Changed changed() {
    return changed;
  }

  /** Why it failed; null while it runs and after success. */
  public @Nullable JobFailure failure() {
    return failure;
  }

  public boolean isDone() {
    return done.isDone();
  }

  /** Waits for the end, at most this long; whether it came. */
  public boolean await(long millis) throws InterruptedException {
    try {
      done.get(millis, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException("a job's end is never exceptional", e);
    }
  }

  /** Asks it to stop, and the statement of a script that runs; a finished job stays as it is. */
  public void cancel() throws SQLException {
    stop("Job execution was cancelled: User requested cancellation");
  }

  /**
   * The same for another cause.
   *
   * @param why the job's message; the first one stays
   */
  void stop(String why) throws SQLException {
    if (stopped == null) {
      stopped = why;
    }
    Statement statement = running;
    if (statement != null && !isDone()) {
      statement.cancel();
    }
    for (Job child : children) {
      if (!child.isDone()) {
        child.stop(why);
      }
    }
  }

  /** Why it was asked to stop; null if it was not. */
  @Nullable String stopped() {
    return stopped;
  }

  /** Whether it is a script: its statements are its {@link #children}. */
  public boolean isScript() {
    return script;
  }

  /** A script's statements that have begun, as jobs of their own. */
  public List<Job> children() {
    return children;
  }

  void becomesScript() {
    script = true;
  }

  /** The next statement of a script, unless the script was stopped. */
  void begins(Job child) {
    requireGoingOn();
    children.add(child);
    String why = stopped;
    if (why != null) { // it came between the two lines, too early for the child
      child.stopped = why;
    }
  }

  private void requireGoingOn() {
    String why = stopped;
    if (why != null) {
      throw new JobFailure("stopped", why);
    }
  }

  void started(long millis) {
    startedMillis = millis;
  }

  void analyzed(Plan analyzed, Price priced) {
    plan = analyzed;
    price = priced;
  }

  /** An earlier result answers; it costs nothing. */
  void hit(Results.Result cached) {
    cacheHit = true;
    price = new Price(0, 0);
    result = cached;
  }

  public boolean isCacheHit() {
    return cacheHit;
  }

  void priced(Price actual) {
    price = actual;
  }

  void runs(Statement statement) {
    running = statement;
    requireGoingOn();
  }

  void produced(Results.Result rows) {
    result = rows;
  }

  void changed(ChangeExecutor.Changed what) {
    changed = what;
  }

  void failed(JobFailure why) {
    failure = why;
  }

  void ended(long millis) {
    running = null;
    endedMillis = millis;
  }

  /** Runs {@code then} at the end, now if it has come. */
  void whenDone(Runnable then) {
    var unused = done.thenRun(then);
  }

  /** Lets the waiting go on; the record is kept by now. */
  void release() {
    done.complete(this);
  }
}
