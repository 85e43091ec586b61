package com.campaignsync.functions.metricsapi;

import com.campaignsync.adapters.googlecloud.pubsub.PubSubEndpoint;
import com.campaignsync.adapters.googlecloud.pubsub.PubSubPublisher;
import com.campaignsync.adapters.googlecloud.pubsub.PubSubSyncMessages;
import com.campaignsync.adapters.postgres.ConnectionPools;
import com.campaignsync.adapters.postgres.Database;
import com.campaignsync.adapters.postgres.DatabaseUrl;
import com.campaignsync.adapters.postgres.query.ApiTransactions;
import com.campaignsync.adapters.postgres.query.BoundedAcquire;
import com.campaignsync.adapters.postgres.query.PostgresAssetReader;
import com.campaignsync.adapters.postgres.query.PostgresConnectionReader;
import com.campaignsync.adapters.postgres.query.PostgresHealthReader;
import com.campaignsync.adapters.postgres.query.PostgresJobReader;
import com.campaignsync.adapters.postgres.query.PostgresMetricsReader;
import com.campaignsync.adapters.postgres.query.PostgresSyncRequests;
import com.campaignsync.domain.sync.MessagePublisher;
import com.campaignsync.runtime.http.Cors;
import com.campaignsync.runtime.http.HttpApi;
import com.campaignsync.runtime.jwt.TokenVerifier;
import com.campaignsync.runtime.log.StructuredLog;
import com.campaignsync.runtime.settings.HostPort;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Puts the API together. Nothing connects to anything before the first request needs it. */
final class MetricsApiWiring {

  /** Below a request's 20 s, so that the server frees the connection before the caller gives up. */
  private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(15);

  /** A cold connection takes two seconds on a slow day; a caller hears of none after five. */
  private static final Duration ACQUIRE_MAX = Duration.ofSeconds(5);

  private MetricsApiWiring() {}

  static HttpApi fromEnvironment(Function<String, @Nullable String> environment) {
    MetricsApiSettings settings = MetricsApiSettings.from(environment);
    InstantSource clock = InstantSource.system();
    StructuredLog log = new StructuredLog(System.out, clock, Optional.of(settings.projectId()));
    log.installForLibraries();
    ApiTransactions transactions = new ApiTransactions(database(settings));
    PostgresSyncRequests requests = new PostgresSyncRequests(transactions);
    Endpoints endpoints =
        new Endpoints(
            new PostgresMetricsReader(transactions),
            new PostgresAssetReader(transactions),
            new PostgresJobReader(transactions),
            new PostgresConnectionReader(transactions),
            new PostgresHealthReader(transactions),
            requests,
            requests,
            new PatientPublisher(publisher(settings), log),
            clock,
            log);
    return new HttpApi(
        endpoints.router(),
        new TokenVerifier(settings.tokens(), clock),
        new Cors(settings.corsOrigins()),
        StoreProblems::of,
        log);
  }

  private static Database database(MetricsApiSettings settings) {
    DatabaseUrl url = DatabaseUrl.parse(settings.databaseUrl().reveal());
    ConnectionPool pool = ConnectionPools.create(url, settings.poolSize(), STATEMENT_TIMEOUT);
    return new Database(new BoundedAcquire(pool, ACQUIRE_MAX));
  }

  private static MessagePublisher publisher(MetricsApiSettings settings) {
    String emulator = settings.pubSubEmulator().map(HostPort::toString).orElse(null);
    return new PubSubSyncMessages(
        new PubSubPublisher(new PubSubEndpoint(settings.projectId(), emulator)),
        settings.topic(),
        settings.maintenanceTopic());
  }
}
