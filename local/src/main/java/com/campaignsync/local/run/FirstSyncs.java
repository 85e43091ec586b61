package com.campaignsync.local.run;

import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.source.ReadRequest;
import com.campaignsync.domain.store.JobRequests;
import com.campaignsync.domain.store.JobRequests.SyncAlreadyRunning;
import com.campaignsync.domain.store.JobType;
import com.campaignsync.domain.store.NewJob;
import com.campaignsync.domain.sync.MessagePublisher;
import com.campaignsync.domain.sync.MessagePublisher.Topic;
import com.campaignsync.domain.sync.SyncMessage.RunJobs;
import com.campaignsync.local.run.Accounts.Account;
import com.campaignsync.runtime.Await;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Syncs every connection over all the days its source holds, and waits for the end. */
final class FirstSyncs {

  private static final Duration REQUEST_MAX = Duration.ofSeconds(30);

  /**
   * A job without any progress for this long is stuck: a lease expires and is retried well before.
   */
  private static final Duration STUCK_AFTER = Duration.ofMinutes(5);

  private static final Duration POLL = Duration.ofMillis(100);

  /** A job of the last run may stand in the way; a second one cannot. */
  private static final int REQUESTS_MAX = 3;

  private static final Duration PUBLISH_MAX = Duration.ofSeconds(20);

  private final JobRequests requests;
  private final MessagePublisher publisher;
  private final Jobs jobs;
  private final StopSignal stop;
  private final Progress progress;

  FirstSyncs(
      JobRequests requests,
      MessagePublisher publisher,
      Jobs jobs,
      StopSignal stop,
      Progress progress) {
    this.requests = requests;
    this.publisher = publisher;
    this.jobs = jobs;
    this.stop = stop;
    this.progress = progress;
  }

  /**
   * Answers the ended jobs, by tenant and platform.
   *
   * @param unfinished jobs of the last run that go on: they belong to the answer, for they do the
   *     work and are billed
   */
  List<JsonNode> run(List<Account> accounts, List<UUID> unfinished) throws InterruptedException {
    List<UUID> asked = new ArrayList<>();
    for (Account account : accounts) {
      asked.add(request(account));
    }
    publish(asked);
    return await(Stream.concat(unfinished.stream(), asked.stream()).toList());
  }

  /** Asks without waiting for the syncs to end. */
  void start(List<Account> accounts) {
    List<UUID> asked = new ArrayList<>();
    for (Account account : accounts) {
      try {
        asked.add(Await.result(requests.request(newJob(account)), REQUEST_MAX).id());
      } catch (SyncAlreadyRunning running) {
        progress.say(
            "a sync of %s on %s is under way already"
                .formatted(account.tenantId(), account.platform()));
      }
    }
    publish(asked);
  }

  /** All are of one table: like dispatch, one message a read, not a query for each of them. */
  private void publish(List<UUID> jobIds) {
    for (int from = 0; from < jobIds.size(); from += ReadRequest.TARGETS_MAX) {
      List<UUID> batch =
          jobIds.subList(from, Math.min(from + ReadRequest.TARGETS_MAX, jobIds.size()));
      Await.completion(publisher.publish(Topic.SYNC, new RunJobs(batch)), PUBLISH_MAX);
    }
  }

  private UUID request(Account account) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return Await.result(requests.request(newJob(account)), REQUEST_MAX).id();
      } catch (SyncAlreadyRunning running) {
        if (attempt == REQUESTS_MAX) {
          throw running;
        }
        await(List.of(running.jobId()));
      }
    }
  }

  /** Who asks for a connection's campaigns gets its assets too. */
  private static NewJob newJob(Account account) {
    return new NewJob(
        account.connectionId(),
        account.tenantId(),
        Entity.CAMPAIGN_METRICS,
        JobType.INCREMENTAL_SYNC,
        account.days(),
        false,
        null,
        NewJob.Trigger.SYSTEM,
        null,
        "run-local:" + UUID.randomUUID());
  }

  private List<JsonNode> await(List<UUID> ids) throws InterruptedException {
    Set<String> told = new HashSet<>();
    String last = "";
    for (long lastMoved = System.nanoTime(); ; Thread.sleep(POLL.toMillis())) {
      // Whoever was interrupted before may have forgotten it: drivers do.
      stop.check();
      List<JsonNode> now = jobs.read(ids);
      now.stream()
          .filter(job -> Jobs.isOver(job) && told.add(job.path("id").asText()))
          .forEach(this::tell);
      if (now.stream().allMatch(Jobs::isOver)) {
        return now;
      }
      String state = now.toString();
      if (!state.equals(last)) {
        last = state;
        lastMoved = System.nanoTime();
      } else if (System.nanoTime() - lastMoved > STUCK_AFTER.toNanos()) {
        progress.say(
            "no sync has moved for %d minutes; giving up".formatted(STUCK_AFTER.toMinutes()));
        return now;
      }
    }
  }

  private void tell(JsonNode job) {
    progress.say(
        "%s %s %s: %s, %s rows"
            .formatted(
                job.path("tenant_id").asText(),
                job.path("platform").asText(),
                job.path("entity").asText(),
                job.path("status").asText(),
                job.path("records_processed").asText()));
  }
}
