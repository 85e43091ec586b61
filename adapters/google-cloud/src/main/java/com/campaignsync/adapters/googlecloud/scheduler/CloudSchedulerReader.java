package com.campaignsync.adapters.googlecloud.scheduler;

import com.campaignsync.adapters.googlecloud.CloudEndpoint;
import com.campaignsync.adapters.googlecloud.LazyClient;
import com.campaignsync.domain.query.SchedulerReader;
import com.campaignsync.domain.query.SchedulerStatus;
import com.campaignsync.domain.query.SchedulerStatus.Reason;
import com.google.api.gax.rpc.NotFoundException;
import com.google.api.gax.rpc.PermissionDeniedException;
import com.google.api.gax.rpc.UnauthenticatedException;
import com.google.cloud.scheduler.v1.CloudSchedulerClient;
import com.google.cloud.scheduler.v1.CloudSchedulerSettings;
import com.google.cloud.scheduler.v1.Job;
import com.google.cloud.scheduler.v1.JobName;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Asks Cloud Scheduler for the jobs that start syncs, by their names: two calls, and a right on
 * nothing else. An installation has one of them, or both.
 */
public final class CloudSchedulerReader implements SchedulerReader, AutoCloseable {

  /** The jobs that publish the dispatch message. */
  public static final List<String> JOBS = List.of("campaign-sync-hourly", "campaign-sync-frequent");

  /** A health check waits for it: two calls of milliseconds, and a client to make before them. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Of one call. Nothing is tried again: the next health check asks anew. */
  private static final Duration CALL_MAX = Duration.ofSeconds(2);

  private final LazyClient<CloudSchedulerClient> client;
  private final CloudEndpoint endpoint;
  private final String location;

  /**
   * @param location the region of the jobs
   */
  public CloudSchedulerReader(CloudEndpoint endpoint, String location) {
    this.endpoint = endpoint;
    this.location = location;
    this.client = new LazyClient<>(() -> CloudSchedulerClient.create(settings(endpoint)));
  }

  private static CloudSchedulerSettings settings(CloudEndpoint endpoint) throws IOException {
    CloudSchedulerSettings.Builder settings =
        endpoint.configure(CloudSchedulerSettings.newBuilder());
    settings.getJobSettings().setSimpleTimeoutNoRetriesDuration(CALL_MAX);
    return settings.build();
  }

  @Override
  public Mono<SchedulerStatus> status() {
    return Mono.fromCallable(this::ask)
        .subscribeOn(Schedulers.boundedElastic())
        .timeout(PATIENCE)
        .onErrorReturn(
            TimeoutException.class, SchedulerStatus.unknown(Reason.SCHEDULER_UNREACHABLE));
  }

  /** A failure is a value from the start: one that comes too late is nobody's business. */
  private SchedulerStatus ask() {
    try {
      List<Optional<Job>> found = new ArrayList<>();
      for (String name : JOBS) {
        found.add(find(name));
      }
      return SyncJobs.status(found);
    } catch (IOException | RuntimeException failure) {
      return SchedulerStatus.unknown(reason(failure));
    }
  }

  private Optional<Job> find(String name) throws IOException {
    try {
      return Optional.of(client.get().getJob(JobName.of(endpoint.projectId(), location, name)));
    } catch (NotFoundException none) {
      return Optional.empty();
    }
  }

  private static Reason reason(Throwable failure) {
    // The client throws an IOException when it finds no credentials to begin with.
    boolean denied =
        failure instanceof PermissionDeniedException
            || failure instanceof UnauthenticatedException
            || failure instanceof IOException;
    return denied ? Reason.SCHEDULER_DENIED : Reason.SCHEDULER_UNREACHABLE;
  }

  @Override
  public void close() {
    client.close();
  }
}
