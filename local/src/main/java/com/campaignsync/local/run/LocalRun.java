package com.campaignsync.local.run;

import com.campaignsync.adapters.googlecloud.pubsub.PubSubEndpoint;
import com.campaignsync.adapters.googlecloud.pubsub.PubSubPublisher;
import com.campaignsync.adapters.googlecloud.pubsub.PubSubSyncMessages;
import com.campaignsync.domain.store.JobRequests;
import com.campaignsync.domain.store.SyncFrequency;
import com.campaignsync.domain.sync.MessagePublisher;
import com.campaignsync.domain.sync.MessagePublisher.Topic;
import com.campaignsync.domain.sync.SyncMessage.RunJobs;
import com.campaignsync.local.csv.PlausibleDays;
import com.campaignsync.local.logging.LogTee;
import com.campaignsync.local.run.Accounts.Account;
import com.campaignsync.local.sample.Restatements;
import com.campaignsync.runtime.Await;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One run of run-local, from the first port to the last stop. */
final class LocalRun {

  /** How far the sample's platforms restate; a CSV's connections look back over all its dates. */
  private static final int LOOKBACK_DAYS = 30;

  private static final Duration PUBLISH_MAX = Duration.ofSeconds(20);

  private final Options options;
  private final Ports ports;
  private final Path state;
  private final Path home;
  private final Function<String, @Nullable String> environment;
  private final LogTee logs;
  private final Progress progress;
  private final SyncFrequency frequency;
  private final Clock clock = Clock.systemUTC();

  LocalRun(
      Options options,
      Ports ports,
      Path state,
      Path home,
      Function<String, @Nullable String> environment,
      SyncFrequency frequency,
      LogTee logs,
      Progress progress) {
    this.options = options;
    this.ports = ports;
    this.state = state;
    this.home = home;
    this.environment = environment;
    this.frequency = frequency;
    this.logs = logs;
    this.progress = progress;
  }

  /** Answers the exit code. */
  int run(CsvLoad csvLoad, PrintStream out) throws InterruptedException {
    try (StopSignal stop = StopSignal.install()) {
      return run(csvLoad, out, stop);
    }
  }

  private int run(CsvLoad csvLoad, PrintStream out, StopSignal stop) throws InterruptedException {
    LocalStack stack = new LocalStack(ports, state, home, environment, logs, progress, clock);
    try {
      stack.start(options.fresh, stop);
      stop.interruptFromHere(stack::close);
      return serve(stack, csvLoad, out, stop);
    } catch (InterruptedException | RuntimeException | LinkageError e) {
      // Once the process is ending, libraries fail in many ways.
      if (!stop.isAsked()) {
        throw e;
      }
      progress.say("stopping");
      return RunLocal.BROKEN;
    } finally {
      stop.interruptNoMore();
      stack.close();
    }
  }

  private int serve(LocalStack stack, CsvLoad csvLoad, PrintStream out, StopSignal stop)
      throws InterruptedException {
    csvLoad.load(stack.bigQueryServer(), LoadedFiles.in(state), progress);
    if (options.sample()) {
      new SampleLoad(stack.bigQueryServer(), home, LocalDate.now(clock)).load(progress);
    }
    stop.check();
    List<Account> accounts = accounts(stack);
    MessagePublisher publisher = publisher(stack);
    Jobs jobs = new Jobs(stack.superuserJdbcUrl());
    List<UUID> unfinished = revive(jobs, publisher);
    JobRequests requests = stack.keep(SyncRequests.open(ports)).requests();
    FirstSyncs firstSyncs = new FirstSyncs(requests, publisher, jobs, stop, progress);
    Tokens tokens = tokens(stack, accounts);
    if (options.once) {
      return once(firstSyncs, accounts, unfinished, csvLoad, out);
    }
    firstSyncs.start(accounts);
    Schedules.create(stack.scheduler());
    if (options.sample()) {
      String dataset = LocalEnvironment.PROJECT + "." + LocalEnvironment.DATASET;
      stack.keep(Restatements.start(stack.bigQuery(), dataset, clock, progress::say));
    }
    Welcome.print(out, ports, tokens, state);
    stop.await();
    progress.say("stopping");
    return 0;
  }

  private int once(
      FirstSyncs firstSyncs,
      List<Account> accounts,
      List<UUID> unfinished,
      CsvLoad csvLoad,
      PrintStream out)
      throws InterruptedException {
    progress.say("syncing %d connections".formatted(accounts.size()));
    List<JsonNode> ended = firstSyncs.run(accounts, unfinished);
    JobReport report = new JobReport(ended, csvLoad.unassignedRows());
    if (options.json) {
      report.printJson(out);
    } else {
      report.printTable(out);
    }
    boolean allUsed = csvLoad.tellUnusable(progress);
    return report.endedWell() && allUsed ? 0 : 1;
  }

  private List<Account> accounts(LocalStack stack) throws InterruptedException {
    return new Accounts(stack.superuserJdbcUrl(), frequency, clock)
        .ensure(
            Holdings.in(stack.bigQuery(), PlausibleDays.on(LocalDate.now(clock))), LOOKBACK_DAYS);
  }

  private MessagePublisher publisher(LocalStack stack) {
    PubSubPublisher pubSub =
        stack.keep(
            new PubSubPublisher(
                new PubSubEndpoint(LocalEnvironment.PROJECT, stack.pubSub().hostPort())));
    return new PubSubSyncMessages(
        pubSub, LocalEnvironment.TOPIC, LocalEnvironment.MAINTENANCE_TOPIC);
  }

  /** Jobs that a killed run left are published again: Pub/Sub forgot them with its process. */
  private List<UUID> revive(Jobs jobs, MessagePublisher publisher) {
    List<UUID> left = jobs.recover();
    left.forEach(
        job -> Await.completion(publisher.publish(Topic.SYNC, RunJobs.of(job)), PUBLISH_MAX));
    if (!left.isEmpty()) {
      progress.say("%d syncs of the last run go on".formatted(left.size()));
    }
    return left;
  }

  private Tokens tokens(LocalStack stack, List<Account> accounts) {
    List<String> tenants =
        accounts.stream().map(account -> account.tenantId().value()).distinct().sorted().toList();
    return Tokens.make(
        stack.environment(LocalEnvironment.api()), tenants, state.resolve("tokens.json"), clock);
  }
}
