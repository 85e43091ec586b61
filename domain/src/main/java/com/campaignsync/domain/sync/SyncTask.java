package com.campaignsync.domain.sync;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.source.ReadTarget;
import com.campaignsync.domain.source.SourceMapping;
import com.campaignsync.domain.store.AdConnection;
import com.campaignsync.domain.store.JobStore;
import com.campaignsync.domain.store.Lease;
import com.campaignsync.domain.store.StoreException;
import com.campaignsync.domain.store.SyncJob;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** One job under way: what it copies, by which right, and how far it is. */
final class SyncTask {

  private final SyncJob job;
  private final AdConnection connection;
  private final DayWindow window;
  private final boolean clipped;
  private final Lease lease;
  private final AtomicLong recordsSeen = new AtomicLong();
  private final DaysDone daysDone = new DaysDone();
  private final Sinks.Empty<Void> leaseLost = Sinks.empty();

  /**
   * @param connection has a mapping of the job's entity
   * @param clipped whether days before the window were asked for that are not kept any more
   */
  SyncTask(SyncJob job, AdConnection connection, DayWindow window, boolean clipped, Lease lease) {
    this.job = job;
    this.connection = connection;
    this.window = window;
    this.clipped = clipped;
    this.lease = lease;
  }

  SyncJob job() {
    return job;
  }

  AdConnection connection() {
    return connection;
  }

  /** The days that the job looks at. */
  DayWindow window() {
    return window;
  }

  /** For the job: that there were days before the window, and from which on they are kept. */
  Map<String, Object> windowNotes() {
    return clipped ? Map.of(JobStore.RETAINED_FROM, window.firstDay().toString()) : Map.of();
  }

  Lease lease() {
    return lease;
  }

  SourceMapping mapping() {
    return Objects.requireNonNull(connection.mappingOf(job.entity()), "checked at the start");
  }

  ReadTarget target() {
    return new ReadTarget(
        connection.id(),
        connection.tenantId(),
        connection.platform(),
        connection.accountId(),
        connection.tenantCurrency());
  }

  /** Counts the records as they pass. */
  AtomicLong recordsSeen() {
    return recordsSeen;
  }

  /** What was stored in this run. */
  DaysDone daysDone() {
    return daysDone;
  }

  /** Whoever works on the task stops: somebody else may. */
  void loseLease() {
    leaseLost.tryEmitError(
        new StoreException(
            StoreException.Code.FENCED, "the lease was lost while the run lasted", null));
  }

  /** The work, cut short with code FENCED when the lease is lost. */
  <T> Mono<T> whileHeld(Mono<T> work) {
    return Mono.firstWithSignal(work, leaseLost.asMono().then(Mono.never()));
  }
}
