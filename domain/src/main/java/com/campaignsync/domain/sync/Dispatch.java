package com.campaignsync.domain.sync;

import com.campaignsync.domain.source.ReadRequest;
import com.campaignsync.domain.store.ConnectionStore;
import com.campaignsync.domain.store.DueJob;
import com.campaignsync.domain.store.JobStore;
import com.campaignsync.domain.store.SyncJob;
import com.campaignsync.domain.sync.MessagePublisher.Topic;
import com.campaignsync.domain.sync.SyncMessage.RunJobs;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What the scheduler's tick does: claims the connections whose time has come and publishes one
 * message for each read that serves some of them; then publishes what was left lying: by a failure
 * whose next attempt has come, by a crash between commit and publish, by a worker that died. Half a
 * minute later it looks for realtime connections once more.
 */
public final class Dispatch {

  /** Most connections of one tick; what is left is the most overdue of the next. */
  static final int CLAIMS_MAX = 5_000;

  /** Most strays of one tick: a message each, published well inside a minute. */
  static final int STRAYS_MAX = 500;

  /** How long a job may lie before it counts as forgotten: twice a lease's time to live. */
  static final Duration STRANDED_AFTER = Duration.ofMinutes(2);

  /** Realtime connections are due twice a minute, the scheduler comes once. */
  static final Duration SECOND_PASS_AFTER = Duration.ofSeconds(30);

  /** Publishes under way at once. */
  private static final int PUBLISHES_AT_ONCE = 16;

  private final ConnectionStore connections;
  private final JobStore jobs;
  private final MessagePublisher publisher;
  private final InstantSource clock;

  public Dispatch(
      ConnectionStore connections, JobStore jobs, MessagePublisher publisher, InstantSource clock) {
    this.connections = connections;
    this.jobs = jobs;
    this.publisher = publisher;
    this.clock = clock;
  }

  /**
   * Both passes of one tick; takes half a minute where there are realtime connections. Answers how
   * many messages were published. Doing it twice publishes nothing twice but strays.
   */
  public Mono<Long> run() {
    Mono<Long> second =
        connections
            .anyRealtime()
            .filter(realtime -> realtime)
            .delayElement(SECOND_PASS_AFTER)
            .flatMap(realtime -> secondPass())
            .defaultIfEmpty(0L);
    return firstPass().flatMap(published -> second.map(more -> published + more));
  }

  /** Everything that is due, and strays. */
  public Mono<Long> firstPass() {
    Flux<RunMessage> strays =
        Flux.defer(() -> jobs.stranded(STRANDED_AFTER, STRAYS_MAX)).map(Dispatch::alone);
    // What is due may be locked for a while: what was left lying does not wait for it.
    return publish(Flux.concatDelayError(due(false), strays));
  }

  /** Realtime connections that are due again. */
  public Mono<Long> secondPass() {
    return publish(due(true));
  }

  /** A message and where it goes. */
  private record RunMessage(Topic topic, RunJobs jobs) {}

  private Flux<RunMessage> due(boolean realtimeOnly) {
    return Flux.defer(() -> connections.claimDue(clock.instant(), realtimeOnly, CLAIMS_MAX))
        .collectList()
        .flatMapIterable(Dispatch::oneMessagePerRead);
  }

  /** In the order in which they were claimed, so that the most urgent read is published first. */
  private static List<RunMessage> oneMessagePerRead(List<DueJob> due) {
    Map<String, List<UUID>> byRead = new LinkedHashMap<>();
    due.forEach(
        one -> byRead.computeIfAbsent(one.readKey(), key -> new ArrayList<>()).add(one.job().id()));
    return byRead.values().stream()
        .flatMap(jobIds -> Batches.of(jobIds, ReadRequest.TARGETS_MAX).stream())
        .map(batch -> new RunMessage(Topic.SYNC, new RunJobs(batch)))
        .toList();
  }

  private static RunMessage alone(SyncJob job) {
    return new RunMessage(SettleJobs.topicOf(job), RunJobs.of(job.id()));
  }

  /** A message that cannot be published is left to the next tick and stops no other. */
  private Mono<Long> publish(Flux<RunMessage> messages) {
    return messages
        .flatMapDelayError(
            message -> publisher.publish(message.topic(), message.jobs()).thenReturn(message),
            PUBLISHES_AT_ONCE,
            PUBLISHES_AT_ONCE)
        .count();
  }
}
