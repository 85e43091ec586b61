package com.campaignsync.local.run;

import com.campaignsync.adapters.bigquery.BigQueryClients;
import com.campaignsync.functions.metricsapi.MetricsApiFunction;
import com.campaignsync.functions.synccampaignmetrics.SyncCampaignMetricsFunction;
import com.campaignsync.local.bigquery.LocalBigQuery;
import com.campaignsync.local.functions.FunctionHost;
import com.campaignsync.local.logging.LogStore;
import com.campaignsync.local.logging.LoggingService;
import com.campaignsync.local.postgres.LocalPostgres;
import com.campaignsync.local.postgres.LocalPostgresOptions;
import com.campaignsync.local.postgres.Migrations;
import com.campaignsync.local.pubsub.LocalPubSub;
import com.campaignsync.local.pubsub.PubSubBroker;
import com.campaignsync.local.scheduler.LocalScheduler;
import com.campaignsync.local.secrets.SecretStore;
import com.campaignsync.local.secrets.SecretsService;
import com.google.cloud.bigquery.BigQuery;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Everything that run-local starts, in order; closed in reverse. */
final class LocalStack implements AutoCloseable {

  private final Ports ports;
  private final Path state;
  private final Progress progress;
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final LocalPostgres postgres;
  private final LocalBigQuery bigQueryServer;
  private final BigQuery bigQuery;
  private @Nullable LocalScheduler scheduler;

  private LocalStack(Ports ports, Path state, boolean fresh, Path home, Progress progress) {
    this.ports = ports;
    this.state = state;
    this.progress = progress;
    progress.say("starting Postgres on port " + ports.postgres());
    this.postgres =
        keep(LocalPostgres.start(LocalPostgresOptions.in(state, ports.postgres(), fresh)));
    int applied = Migrations.migrate(postgres.jdbcUrl(LocalPostgres.SUPERUSER));
    progress.say("database campaign_sync is ready, %d migrations applied".formatted(applied));
    this.bigQueryServer = keep(BigQueryServer.start(ports, state, home));
    this.bigQuery =
        new BigQueryClients(LocalEnvironment.PROJECT, "US", "127.0.0.1:" + ports.bigQuery(), null)
            .lazily()
            .get();
    progress.say("BigQuery listens on port " + ports.bigQuery());
  }

  static LocalStack start(
      Ports ports,
      Path state,
      boolean fresh,
      Path home,
      Function<String, @Nullable String> process,
      LogStore logs,
      Progress progress) {
    LocalStack stack = new LocalStack(ports, state, fresh, home, progress);
    try {
      stack.startGoogleCloud(logs);
      stack.startFunctions(process);
      return stack;
    } catch (RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  private void startFunctions(Function<String, @Nullable String> process) {
    keep(
        FunctionHost.start(
            "sync-campaign-metrics",
            ports.syncCampaignMetrics(),
            SyncCampaignMetricsFunction.withEnvironment(
                environment(LocalEnvironment.worker(), process)::get)));
    keep(
        FunctionHost.start(
            "metrics-api",
            ports.metricsApi(),
            MetricsApiFunction.withEnvironment(environment(LocalEnvironment.api(), process)::get)));
    progress.say(
        "functions listen: metrics-api %d, sync-campaign-metrics %d"
            .formatted(ports.metricsApi(), ports.syncCampaignMetrics()));
  }

  private void startGoogleCloud(LogStore logs) {
    PubSubBroker broker = new PubSubBroker(Clock.systemUTC());
    scheduler = keep(LocalScheduler.start(Clock.systemUTC(), broker::publish));
    keep(
        LocalPubSub.start(
            ports.googleCloud(),
            broker,
            List.of(
                scheduler.service(),
                SecretsService.of(new SecretStore(Clock.systemUTC())),
                LoggingService.of(logs, Clock.systemUTC()))));
    Topics.create(broker, ports);
    progress.say(
        "Pub/Sub, Scheduler, Secret Manager and Logging listen on port " + ports.googleCloud());
  }

  /** The jobs that Terraform makes in the cloud; none runs before its time comes. */
  LocalScheduler scheduler() {
    return Objects.requireNonNull(scheduler, "started with the stack");
  }

  /** The settings of a function that logs in as the given database user. */
  LocalEnvironment environment(String databaseUser, Function<String, @Nullable String> process) {
    return LocalEnvironment.of(ports, JwtKey.in(state), databaseUser, process);
  }

  LocalBigQuery bigQueryServer() {
    return bigQueryServer;
  }

  BigQuery bigQuery() {
    return bigQuery;
  }

  String superuserJdbcUrl() {
    return postgres.jdbcUrl(LocalPostgres.SUPERUSER);
  }

  /** Closes the given part with the rest, before what was started earlier. */
  <T extends AutoCloseable> T keep(T part) {
    started.push(part);
    return part;
  }

  @Override
  public void close() {
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
