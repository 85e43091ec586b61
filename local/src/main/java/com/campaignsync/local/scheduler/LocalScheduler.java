package com.campaignsync.local.scheduler;

import com.google.cloud.scheduler.v1.Job;
import com.google.cloud.scheduler.v1.PubsubTarget;
import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PubsubMessage;
import io.grpc.ServerServiceDefinition;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Cloud Scheduler in this process: jobs with UNIX cron schedules that publish to Pub/Sub. Jobs live
 * in memory. A job whose time passed several times while the process slept runs once.
 */
public final class LocalScheduler implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(LocalScheduler.class.getName());

  /** How late a job may start; a look costs microseconds. */
  private static final long LOOK_MILLIS = 200;

  private final JobTable jobs;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(LocalScheduler::daemon);

  private LocalScheduler(JobTable jobs) {
    this.jobs = jobs;
  }

  /**
   * @param publisher gives the message to Pub/Sub or throws its error, which the job's status then
   *     shows
   */
  public static LocalScheduler start(InstantSource clock, Consumer<PublishRequest> publisher) {
    LocalScheduler scheduler =
        new LocalScheduler(new JobTable(clock, job -> publisher.accept(message(job))));
    scheduler.timer.scheduleWithFixedDelay(
        scheduler::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    return scheduler;
  }

  /** What a gRPC server on the API's port serves. */
  public ServerServiceDefinition service() {
    return SchedulerService.of(jobs);
  }

  /** Creates a job, for callers in this process; its name says where. */
  public Job create(Job job) {
    return jobs.create(job.getName().replaceFirst("/jobs/.*", ""), job);
  }

  private void look() {
    try {
      jobs.runDue();
    } catch (RuntimeException bug) {
      // Thrown on, it would end the timer for good.
      LOG.log(Level.ERROR, "run-local's Cloud Scheduler failed", bug);
    }
  }

  private static PublishRequest message(Job job) {
    PubsubTarget target = job.getPubsubTarget();
    return PublishRequest.newBuilder()
        .setTopic(target.getTopicName())
        .addMessages(
            PubsubMessage.newBuilder()
                .setData(target.getData())
                .putAllAttributes(target.getAttributesMap()))
        .build();
  }

  /** No job runs any more. */
  @Override
  public void close() {
    timer.shutdownNow();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "scheduler");
    thread.setDaemon(true);
    return thread;
  }
}
