package com.campaignsync.functions.jobs;

import com.campaignsync.adapters.bigquery.BigQueryClients;
import com.campaignsync.adapters.bigquery.BigQueryMetricsSource;
import com.campaignsync.adapters.bigquery.ReadLimits;
import com.campaignsync.adapters.bigquery.StorageClients;
import com.campaignsync.adapters.googlecloud.pubsub.PubSubEndpoint;
import com.campaignsync.adapters.googlecloud.pubsub.PubSubPublisher;
import com.campaignsync.adapters.googlecloud.pubsub.PubSubSyncMessages;
import com.campaignsync.adapters.notify.SignedWebhook;
import com.campaignsync.adapters.notify.SyncEndedJson;
import com.campaignsync.adapters.postgres.BoundedAcquire;
import com.campaignsync.adapters.postgres.ConnectionPools;
import com.campaignsync.adapters.postgres.Database;
import com.campaignsync.adapters.postgres.DatabaseUrl;
import com.campaignsync.adapters.postgres.query.PostgresRejectStore;
import com.campaignsync.adapters.postgres.sync.PostgresConnectionStore;
import com.campaignsync.adapters.postgres.sync.PostgresDeadLetterStore;
import com.campaignsync.adapters.postgres.sync.PostgresJobEnds;
import com.campaignsync.adapters.postgres.sync.PostgresJobPlans;
import com.campaignsync.adapters.postgres.sync.PostgresJobStore;
import com.campaignsync.adapters.postgres.sync.PostgresLeaseStore;
import com.campaignsync.adapters.postgres.sync.PostgresMetricsStore;
import com.campaignsync.adapters.postgres.sync.PostgresNoticeStore;
import com.campaignsync.adapters.postgres.sync.PostgresReconciliationStore;
import com.campaignsync.adapters.postgres.sync.PostgresRetentionStore;
import com.campaignsync.domain.cost.OnDemandPrices;
import com.campaignsync.domain.source.CampaignMetricsSource;
import com.campaignsync.domain.sync.CleanUp;
import com.campaignsync.domain.sync.Dispatch;
import com.campaignsync.domain.sync.ForgetNotices;
import com.campaignsync.domain.sync.PlanMaintenance;
import com.campaignsync.domain.sync.RunSettings;
import com.campaignsync.domain.sync.RunSync;
import com.campaignsync.domain.sync.SendNotices;
import com.campaignsync.runtime.log.StructuredLog;
import com.campaignsync.runtime.settings.HostPort;
import com.campaignsync.runtime.settings.Secret;
import com.google.cloud.bigquery.storage.v1.BigQueryReadClient;
import io.r2dbc.pool.ConnectionPool;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Puts a function together; nothing is connected before the first message. */
final class JobWiring {

  /** How long a job waits for a connection, all tries included. */
  private static final Duration ACQUIRE_MAX = Duration.ofSeconds(10);

  private final JobSettings settings;
  private final Clock clock = Clock.systemUTC();
  private final Database database;
  private final PubSubSyncMessages publisher;

  private JobWiring(JobSettings settings) {
    this.settings = settings;
    DatabaseUrl url = DatabaseUrl.parse(settings.databaseUrl().reveal());
    ConnectionPool pool = ConnectionPools.create(url, settings.poolSize(), settings.timeout());
    this.database = new Database(new BoundedAcquire(pool, ACQUIRE_MAX));
    this.publisher = publisher();
  }

  /**
   * @throws com.campaignsync.runtime.settings.InvalidSettings naming everything that is wrong
   */
  static MessageHandler fromEnvironment(Function<String, @Nullable String> environment) {
    return new JobWiring(JobSettings.from(environment)).handler();
  }

  private MessageHandler handler() {
    StructuredLog log = new StructuredLog(System.out, clock, Optional.of(settings.projectId()));
    log.installForLibraries();
    PostgresConnectionStore connections = new PostgresConnectionStore(database);
    PostgresJobStore jobs = new PostgresJobStore(database);
    return new MessageHandler(
        runSync(connections, jobs),
        new Dispatch(connections, jobs, publisher, clock),
        planMaintenance(connections),
        housekeeping(),
        new PostgresJobEnds(database),
        log,
        settings.enabled(),
        settings.timeout());
  }

  private RunSync runSync(PostgresConnectionStore connections, PostgresJobStore jobs) {
    return new RunSync(
        source(),
        connections,
        jobs,
        new PostgresLeaseStore(database),
        new PostgresMetricsStore(database),
        new PostgresReconciliationStore(database),
        publisher,
        OnDemandPrices.published().in(settings.location()),
        clock,
        RunSettings.DEFAULT.withWorkTime(settings.workTime()).withRetention(settings.retention()));
  }

  private PlanMaintenance planMaintenance(PostgresConnectionStore connections) {
    return new PlanMaintenance(
        connections,
        new PostgresJobPlans(database),
        new PostgresRejectStore(database),
        publisher,
        clock,
        settings.retention());
  }

  private Housekeeping housekeeping() {
    PostgresDeadLetterStore deadLetters = new PostgresDeadLetterStore(database);
    return new Housekeeping(
        deadLetters,
        deadLetters,
        publisher::replay,
        new CleanUp(new PostgresRetentionStore(database), clock, settings.retention()),
        new ForgetNotices(new PostgresNoticeStore(database), clock),
        notices());
  }

  private @Nullable SendNotices notices() {
    return settings
        .webhookUrl()
        .map(
            url ->
                new SendNotices(
                    new PostgresNoticeStore(database),
                    new SignedWebhook(url, settings.webhookSecret().orElseThrow().reveal(), clock),
                    SyncEndedJson::of,
                    clock))
        .orElse(null);
  }

  private CampaignMetricsSource source() {
    String emulator = settings.bigQueryEmulator().map(HostPort::toString).orElse(null);
    String credentials = settings.credentialsJson().map(Secret::reveal).orElse(null);
    BigQueryClients clients =
        new BigQueryClients(settings.projectId(), settings.location(), emulator, credentials);
    ReadLimits limits =
        new ReadLimits(
            settings.projectId(),
            settings.location(),
            settings.maximumBytesBilled(),
            settings.useQueryCache(),
            settings.atMostWorkTime(ReadLimits.JOB_DEADLINE_DEFAULT),
            settings.atMostWorkTime(ReadLimits.CALL_TIMEOUT_DEFAULT));
    return new BigQueryMetricsSource(
        clients.lazily(), storageRead(emulator, credentials), settings.datasetId(), limits);
  }

  /** A stand-in of BigQuery need not have one; Google's has. */
  private @Nullable Supplier<BigQueryReadClient> storageRead(
      @Nullable String emulator, @Nullable String credentials) {
    String storageEmulator = settings.storageReadEmulator().map(HostPort::toString).orElse(null);
    return emulator != null && storageEmulator == null
        ? null
        : new StorageClients(storageEmulator, credentials).lazily();
  }

  private PubSubSyncMessages publisher() {
    PubSubEndpoint endpoint =
        new PubSubEndpoint(
            settings.projectId(), settings.pubSubEmulator().map(HostPort::toString).orElse(null));
    return new PubSubSyncMessages(
        new PubSubPublisher(endpoint), settings.topic(), settings.maintenanceTopic());
  }
}
