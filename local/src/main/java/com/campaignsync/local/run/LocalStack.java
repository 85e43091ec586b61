package com.campaignsync.local.run;

import com.campaignsync.adapters.bigquery.BigQueryClients;
import com.campaignsync.functions.fullresync.FullResyncFunction;
import com.campaignsync.functions.metricsapi.MetricsApiFunction;
import com.campaignsync.functions.synccampaignmetrics.SyncCampaignMetricsFunction;
import com.campaignsync.local.bigquery.LocalBigQuery;
import com.campaignsync.local.functions.FunctionHost;
import com.campaignsync.local.logging.LogTee;
import com.campaignsync.local.logging.LoggingService;
import com.campaignsync.local.postgres.LocalPostgres;
import com.campaignsync.local.postgres.LocalPostgresOptions;
import com.campaignsync.local.postgres.Migrations;
import com.campaignsync.local.pubsub.LocalPubSub;
import com.campaignsync.local.scheduler.LocalScheduler;
import com.campaignsync.local.secrets.SecretStore;
import com.campaignsync.local.secrets.SecretsService;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.functions.HttpFunction;
import com.google.pubsub.v1.PublishRequest;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Everything that run-local starts, in order; closed in reverse. */
final class LocalStack implements AutoCloseable {

  private final Ports ports;
  private final Path state;
  private final Path home;
  private final Function<String, @Nullable String> process;
  private final LogTee logs;
  private final Progress progress;
  private final InstantSource schedulerClock;
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private @Nullable LocalBigQuery bigQueryServer;
  private @Nullable LocalScheduler scheduler;
  private volatile @Nullable MessageBroker pubSub;

  LocalStack(
      Ports ports,
      Path state,
      Path home,
      Function<String, @Nullable String> process,
      LogTee logs,
      Progress progress,
      InstantSource schedulerClock) {
    this.schedulerClock = schedulerClock;
    this.ports = ports;
    this.state = state;
    this.home = home;
    this.process = process;
    this.logs = logs;
    this.progress = progress;
  }

  /**
   * Starts everything; what was started when this fails is closed by {@link #close}.
   *
   * @param fresh whether to drop the database first
   * @throws InterruptedException if it was asked to stop meanwhile
   */
  void start(boolean fresh, StopSignal stop) throws InterruptedException {
    progress.say("starting Postgres on port " + ports.postgres());
    LocalPostgres postgres =
        keep(LocalPostgres.start(LocalPostgresOptions.in(state, ports.postgres(), fresh)));
    stop.check();
    int applied = Migrations.migrate(postgres.jdbcUrl(LocalPostgres.SUPERUSER));
    progress.say("database campaign_sync is ready, %d migrations applied".formatted(applied));
    stop.check();
    LocalBigQuery bigQuery = keep(BigQueryServer.start(ports, state, home));
    keep(bigQuery.startStorageRead(ports.storageRead()));
    bigQueryServer = bigQuery;
    progress.say(
        "BigQuery listens on port %d, its Storage Read API on %d"
            .formatted(ports.bigQuery(), ports.storageRead()));
    stop.check();
    startGoogleCloud();
    startFunctions();
  }

  private void startFunctions() {
    FunctionHost sync =
        serve(
            "sync-campaign-metrics",
            ports.syncCampaignMetrics(),
            () ->
                SyncCampaignMetricsFunction.withEnvironment(
                    environment(LocalEnvironment.worker())::get));
    FunctionHost maintenance =
        serve(
            "full-resync",
            ports.fullResync(),
            () -> FullResyncFunction.withEnvironment(environment(LocalEnvironment.worker())::get));
    serve(
        "metrics-api",
        ports.metricsApi(),
        () -> MetricsApiFunction.withEnvironment(environment(LocalEnvironment.api())::get));
    keep(new Drain(scheduler(), pubSub(), List.of(sync, maintenance), progress));
    progress.say(
        "functions listen: metrics-api %d, sync-campaign-metrics %d, full-resync %d"
            .formatted(ports.metricsApi(), ports.syncCampaignMetrics(), ports.fullResync()));
  }

  /** A function takes its standard output when it is made: there each line bears its name. */
  private FunctionHost serve(String name, int port, Supplier<HttpFunction> function) {
    PrintStream before = System.out;
    System.setOut(new PrintStream(logs.of(name), true, StandardCharsets.UTF_8));
    try {
      return keep(FunctionHost.start(name, port, function.get()));
    } finally {
      System.setOut(before);
    }
  }

  private void startGoogleCloud() {
    Clock clock = Clock.systemUTC();
    LocalScheduler cron = keep(LocalScheduler.start(schedulerClock, this::publishScheduled));
    scheduler = cron;
    LocalPubSub own =
        keep(
            LocalPubSub.start(
                ports.googleCloud(),
                clock,
                List.of(
                    cron.service(),
                    SecretsService.of(new SecretStore(clock)),
                    LoggingService.of(logs.store(), clock))));
    Optional<String> other = LocalEnvironment.otherPubSub(ports, process);
    MessageBroker broker =
        keep(other.<MessageBroker>map(EmulatorPubSub::new).orElseGet(() -> new OwnPubSub(own)));
    pubSub = broker;
    Topics.create(broker, ports);
    progress.say(
        "Pub/Sub, Scheduler, Secret Manager and Logging listen on port " + ports.googleCloud());
    other.ifPresent(
        hostPort ->
            progress.say("messages go through PUBSUB_EMULATOR_HOST=" + hostPort + " instead"));
  }

  private void publishScheduled(PublishRequest request) {
    pubSub().publish(request);
  }

  /** The Pub/Sub that the functions use. */
  MessageBroker pubSub() {
    return Objects.requireNonNull(pubSub, "started with the stack");
  }

  /** The jobs that Terraform makes in the cloud; none runs before its time comes. */
  LocalScheduler scheduler() {
    return Objects.requireNonNull(scheduler, "started with the stack");
  }

  /** The settings of a function that logs in as the given database user. */
  LocalEnvironment environment(String databaseUser) {
    String key =
        Optional.ofNullable(process.apply(LocalEnvironment.JWT_SECRET_KEY))
            .orElseGet(() -> JwtKey.in(state));
    return LocalEnvironment.of(ports, pubSub().hostPort(), key, databaseUser, process);
  }

  LocalBigQuery bigQueryServer() {
    return Objects.requireNonNull(bigQueryServer, "started");
  }

  /** The real client of the local BigQuery. */
  BigQuery bigQuery() {
    return new BigQueryClients(
            LocalEnvironment.PROJECT, "US", "127.0.0.1:" + ports.bigQuery(), null)
        .lazily()
        .get();
  }

  String superuserJdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:%d/%s?user=%s"
        .formatted(ports.postgres(), LocalPostgres.DATABASE, LocalPostgres.SUPERUSER);
  }

  /** Closes the given part with the rest, before what was started earlier. */
  synchronized <T extends AutoCloseable> T keep(T part) {
    started.push(part);
    return part;
  }

  @Override
  public synchronized void close() {
    while (!started.isEmpty()) {
      AutoCloseable part = started.pop();
      try {
        part.close();
      } catch (Exception e) {
        // The rest must still be stopped.
        progress.say("%s did not stop cleanly: %s".formatted(part.getClass().getSimpleName(), e));
      }
    }
  }
}
