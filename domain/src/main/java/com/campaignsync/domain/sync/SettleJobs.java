package com.campaignsync.domain.sync;

import com.campaignsync.domain.store.JobStatus;
import com.campaignsync.domain.store.JobStore;
import com.campaignsync.domain.store.Lease;
import com.campaignsync.domain.store.LeaseStore;
import com.campaignsync.domain.store.SyncJob;
import com.campaignsync.domain.sync.MessagePublisher.Topic;
import com.campaignsync.domain.sync.RunOutcome.Kind;
import com.campaignsync.domain.sync.SyncMessage.RunJobs;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

/** Ends tasks: job row, lease, and whoever waits for the connection. */
final class SettleJobs {

  /** At the heartbeat's pace: a database that restarts is back within some fifteen seconds. */
  private static final int RELEASE_RETRIES_MAX = 8;

  private final JobStore jobs;
  private final LeaseStore leases;
  private final MessagePublisher publisher;
  private final RunSettings settings;
  private final Scheduler timer;

  SettleJobs(
      JobStore jobs,
      LeaseStore leases,
      MessagePublisher publisher,
      RunSettings settings,
      Scheduler timer) {
    this.jobs = jobs;
    this.leases = leases;
    this.publisher = publisher;
    this.settings = settings;
    this.timer = timer;
  }

  /** Ends a task well; a success that cannot be kept is a failure. */
  Mono<RunOutcome> succeed(
      SyncTask task, LiveTasks live, boolean skipped, Map<String, Object> notes) {
    return jobs.succeed(task.job().id(), task.lease(), skipped, notes)
        .map(status -> Outcomes.success(task.job(), status))
        .flatMap(outcome -> leave(task, live, outcome))
        .onErrorResume(error -> fail(task, live, error));
  }

  /** Ends a task that failed, for good or for now. */
  Mono<RunOutcome> fail(SyncTask task, LiveTasks live, Throwable error) {
    Failures.Verdict verdict = Failures.judge(error);
    if (verdict.leaseLost()) {
      return leave(task, live, Outcomes.failure(Kind.HELD, task.job(), verdict));
    }
    return jobs.fail(task.job().id(), task.lease(), verdict.failure())
        .map(status -> failedAs(status, task.job(), verdict))
        // The store cannot even keep the failure: leave the job as it is, to be delivered again.
        .onErrorResume(e -> Mono.just(Outcomes.notKept(task.job(), verdict, e)))
        .flatMap(outcome -> leave(task, live, outcome));
  }

  /** Ends a job whose connection cannot be read, so that it never became a task. */
  Mono<RunOutcome> failUnread(SyncJob job, Lease lease, Throwable error) {
    Failures.Verdict verdict = Failures.judge(error);
    return jobs.fail(job.id(), lease, verdict.failure())
        .map(status -> failedAs(status, job, verdict))
        .onErrorResume(e -> Mono.just(Outcomes.notKept(job, verdict, e)))
        .flatMap(outcome -> release(lease).then(publishNext(job)).thenReturn(outcome));
  }

  /** Gives a task back whose worker has no more time. */
  Mono<RunOutcome> handBack(SyncTask task, LiveTasks live, Map<String, Object> notes) {
    return jobs.handBack(task.job().id(), task.lease(), notes)
        .thenReturn(
            Outcomes.of(Kind.HANDED_BACK, task.job(), "the worker's time is over; goes on soon"))
        .flatMap(outcome -> leave(task, live, outcome))
        .onErrorResume(error -> fail(task, live, error));
  }

  /** Is done with a task: gives its lease back and wakes who waits for it. */
  Mono<RunOutcome> leave(SyncTask task, LiveTasks live, RunOutcome outcome) {
    if (!live.remove(task)) {
      return Mono.just(outcome);
    }
    return release(task.lease()).then(publishNext(task.job())).thenReturn(outcome);
  }

  /** What is still held when a run ends by an error or a cancellation. */
  Mono<Void> releaseAll(LiveTasks live) {
    return Flux.fromIterable(live.all())
        .filter(live::remove)
        .concatMap(task -> release(task.lease()))
        .then();
  }

  /** Publishes jobs that were handed back; one that gets lost is found by dispatch. */
  Mono<Void> publishAgain(List<UUID> jobIds) {
    return Flux.fromIterable(jobIds)
        .concatMap(jobs::find)
        .collectMultimap(job -> topicOf(job), SyncJob::id)
        .flatMapIterable(Map::entrySet)
        .concatMap(
            byTopic ->
                publisher.publish(byTopic.getKey(), new RunJobs(List.copyOf(byTopic.getValue()))))
        .onErrorComplete()
        .then();
  }

  static Topic topicOf(SyncJob job) {
    return job.type().isMaintenance() ? Topic.MAINTENANCE : Topic.SYNC;
  }

  /**
   * Gives a lease back, through a restart of the database if need be: kept, it would hold up the
   * connection until it expires. A release that fails for good is no failure of the run.
   */
  private Mono<Void> release(Lease lease) {
    return leases
        .release(lease)
        .retryWhen(Retry.fixedDelay(RELEASE_RETRIES_MAX, settings.heartbeat()).scheduler(timer))
        .timeout(settings.leaseTimeToLive(), timer)
        .onErrorComplete();
  }

  /** A job that found the lease taken waits as a row; whoever frees the lease wakes the next. */
  private Mono<Void> publishNext(SyncJob done) {
    return jobs.waiting(done.connectionId())
        .filter(waiting -> !waiting.id().equals(done.id()))
        .next()
        .flatMap(next -> publisher.publish(topicOf(next), RunJobs.of(next.id())))
        // Dispatch finds what this could not wake.
        .onErrorComplete();
  }

  /** A success whose answer got lost on the way stays one: only its report failed. */
  private static RunOutcome failedAs(JobStatus status, SyncJob job, Failures.Verdict verdict) {
    return switch (status) {
      case COMPLETED, PARTIAL, SKIPPED, BLOCKED ->
          Outcomes.over(job, "the job is " + status.wireName());
      case FAILED -> Outcomes.failure(Kind.FAILED, job, verdict);
      case RETRYING -> Outcomes.failure(Kind.PARKED, job, verdict);
      case PENDING, RUNNING -> Outcomes.failure(Kind.TRY_AGAIN, job, verdict);
    };
  }
}
