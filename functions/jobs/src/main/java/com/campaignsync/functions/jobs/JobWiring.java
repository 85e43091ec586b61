package com.campaignsync.functions.jobs;

import com.campaignsync.adapters.bigquery.BigQueryClients;
import com.campaignsync.adapters.bigquery.BigQueryMetricsSource;
import com.campaignsync.adapters.bigquery.ReadLimits;
import com.campaignsync.adapters.googlecloud.pubsub.PubSubEndpoint;
import com.campaignsync.adapters.googlecloud.pubsub.PubSubPublisher;
import com.campaignsync.adapters.googlecloud.pubsub.PubSubSyncMessages;
import com.campaignsync.adapters.postgres.ConnectionPools;
import com.campaignsync.adapters.postgres.Database;
import com.campaignsync.adapters.postgres.DatabaseUrl;
import com.campaignsync.adapters.postgres.sync.PostgresConnectionStore;
import com.campaignsync.adapters.postgres.sync.PostgresDeadLetterStore;
import com.campaignsync.adapters.postgres.sync.PostgresJobStore;
import com.campaignsync.adapters.postgres.sync.PostgresLeaseStore;
import com.campaignsync.adapters.postgres.sync.PostgresMetricsStore;
import com.campaignsync.domain.cost.OnDemandPrices;
import com.campaignsync.domain.source.CampaignMetricsSource;
import com.campaignsync.domain.sync.Dispatch;
import com.campaignsync.domain.sync.MessagePublisher;
import com.campaignsync.domain.sync.RunSettings;
import com.campaignsync.domain.sync.RunSync;
import com.campaignsync.runtime.log.StructuredLog;
import com.campaignsync.runtime.settings.HostPort;
import com.campaignsync.runtime.settings.Secret;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Puts the function together; nothing is connected before the first message. */
final class JobWiring {

  private final JobSettings settings;
  private final Clock clock = Clock.systemUTC();

  private JobWiring(JobSettings settings) {
    this.settings = settings;
  }

  /**
   * @throws com.campaignsync.runtime.settings.InvalidSettings naming everything that is wrong
   */
  static MessageHandler fromEnvironment(
      String name, Function<String, @Nullable String> environment) {
    return new JobWiring(JobSettings.from(environment)).handler();
  }

  private MessageHandler handler() {
    StructuredLog log = new StructuredLog(System.out, clock, Optional.of(settings.projectId()));
    log.installForLibraries();
    Database database = database();
    PostgresConnectionStore connections = new PostgresConnectionStore(database);
    PostgresJobStore jobs = new PostgresJobStore(database);
    MessagePublisher publisher = publisher();
    RunSync runSync =
        new RunSync(
            source(),
            connections,
            jobs,
            new PostgresLeaseStore(database),
            new PostgresMetricsStore(database),
            publisher,
            OnDemandPrices.published().in(settings.location()),
            clock,
            RunSettings.DEFAULT);
    Dispatch dispatch = new Dispatch(connections, jobs, publisher, clock);
    return new MessageHandler(
        runSync,
        dispatch,
        new PostgresDeadLetterStore(database),
        log,
        settings.enabled(),
        settings.timeout());
  }

  private Database database() {
    DatabaseUrl url = DatabaseUrl.parse(settings.databaseUrl().reveal());
    return new Database(ConnectionPools.create(url, settings.poolSize(), settings.timeout()));
  }

  private CampaignMetricsSource source() {
    BigQueryClients clients =
        new BigQueryClients(
            settings.projectId(),
            settings.location(),
            settings.bigQueryEmulator().map(HostPort::toString).orElse(null),
            settings.credentialsJson().map(Secret::reveal).orElse(null));
    ReadLimits limits =
        new ReadLimits(
            settings.projectId(),
            settings.location(),
            settings.maximumBytesBilled(),
            settings.useQueryCache());
    return new BigQueryMetricsSource(clients.lazily(), settings.datasetId(), limits);
  }

  private MessagePublisher publisher() {
    PubSubEndpoint endpoint =
        new PubSubEndpoint(
            settings.projectId(), settings.pubSubEmulator().map(HostPort::toString).orElse(null));
    return new PubSubSyncMessages(new PubSubPublisher(endpoint), settings.topic());
  }
}
