package com.campaignsync.functions.metricsapi;

import com.campaignsync.adapters.bigquery.BigQueryClients;
import com.campaignsync.adapters.bigquery.BigQueryMetricsSource;
import com.campaignsync.adapters.bigquery.BigQueryProbe;
import com.campaignsync.adapters.bigquery.ReadLimits;
import com.campaignsync.adapters.googlecloud.CloudEndpoint;
import com.campaignsync.adapters.googlecloud.logging.CloudLogReader;
import com.campaignsync.adapters.googlecloud.pubsub.PubSubEndpoint;
import com.campaignsync.adapters.googlecloud.pubsub.PubSubPublisher;
import com.campaignsync.adapters.googlecloud.pubsub.PubSubSyncMessages;
import com.campaignsync.adapters.googlecloud.scheduler.CloudSchedulerReader;
import com.campaignsync.adapters.postgres.BoundedAcquire;
import com.campaignsync.adapters.postgres.ConnectionPools;
import com.campaignsync.adapters.postgres.Database;
import com.campaignsync.adapters.postgres.DatabaseUrl;
import com.campaignsync.adapters.postgres.api.PostgresAuditLog;
import com.campaignsync.adapters.postgres.api.PostgresDataVersions;
import com.campaignsync.adapters.postgres.api.PostgresIdempotencyKeys;
import com.campaignsync.adapters.postgres.api.PostgresPermitStore;
import com.campaignsync.adapters.postgres.query.ApiTransactions;
import com.campaignsync.adapters.postgres.query.PostgresAssetReader;
import com.campaignsync.adapters.postgres.query.PostgresCampaignReader;
import com.campaignsync.adapters.postgres.query.PostgresChangeReader;
import com.campaignsync.adapters.postgres.query.PostgresConnectionAdmin;
import com.campaignsync.adapters.postgres.query.PostgresConnectionReader;
import com.campaignsync.adapters.postgres.query.PostgresHealthReader;
import com.campaignsync.adapters.postgres.query.PostgresJobReader;
import com.campaignsync.adapters.postgres.query.PostgresMetricsReader;
import com.campaignsync.adapters.postgres.query.PostgresReconciliationReader;
import com.campaignsync.adapters.postgres.query.PostgresRejectStore;
import com.campaignsync.adapters.postgres.query.PostgresStatsReader;
import com.campaignsync.adapters.postgres.query.PostgresSyncRequests;
import com.campaignsync.adapters.postgres.query.PostgresTenantStore;
import com.campaignsync.adapters.postgres.query.PostgresTriggerRequests;
import com.campaignsync.adapters.postgres.sync.PostgresConnectionStore;
import com.campaignsync.adapters.postgres.sync.PostgresJobPlans;
import com.campaignsync.domain.cost.OnDemandPrices;
import com.campaignsync.domain.query.DataVersions;
import com.campaignsync.domain.query.HeldDataVersions;
import com.campaignsync.domain.request.RateLimiter;
import com.campaignsync.domain.sync.MessagePublisher;
import com.campaignsync.runtime.http.Cors;
import com.campaignsync.runtime.http.Filter;
import com.campaignsync.runtime.http.HttpApi;
import com.campaignsync.runtime.http.Lazy;
import com.campaignsync.runtime.jwt.TokenVerifier;
import com.campaignsync.runtime.log.StructuredLog;
import com.campaignsync.runtime.settings.HostPort;
import com.campaignsync.runtime.settings.Secret;
import com.google.cloud.bigquery.BigQuery;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Puts the API together. Nothing connects to anything before the first request needs it. */
final class MetricsApiWiring {

  /** Below a request's 20 s, so that the server frees the connection before the caller gives up. */
  private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(15);

  /** A cold connection takes two seconds on a slow day; a caller hears of none after five. */
  private static final Duration ACQUIRE_MAX = Duration.ofSeconds(5);

  /** Below the time that a request which asks BigQuery has. */
  private static final Duration SOURCE_CALL_MAX = Duration.ofSeconds(25);

  /** A dry run is told of any size: a pebibyte, the most that the setting of readers may say. */
  private static final long BYTES_ESTIMATED_MAX = 1L << 50;

  private MetricsApiWiring() {}

  static HttpApi fromEnvironment(Function<String, @Nullable String> environment) {
    MetricsApiSettings settings = MetricsApiSettings.from(environment);
    InstantSource clock = InstantSource.system();
    StructuredLog log = new StructuredLog(System.out, clock, Optional.of(settings.projectId()));
    log.installForLibraries();
    ApiTransactions transactions = new ApiTransactions(database(settings));
    Supplier<BigQuery> bigQuery = bigQuery(settings);
    Endpoints endpoints =
        new Endpoints(
            readers(transactions, settings.exportsMax()),
            new Lazy<>(() -> writers(settings, transactions, bigQuery, log)),
            new Lazy<>(() -> operations(settings, transactions, bigQuery)),
            clock,
            log);
    return new HttpApi(
        endpoints.router(),
        new TokenVerifier(settings.tokens(), clock),
        new Cors(settings.corsOrigins()),
        filters(settings, transactions, release(environment), clock, log),
        StoreProblems::of,
        Target::tenantId,
        log);
  }

  /** The platform names each deployed revision. */
  private static String release(Function<String, @Nullable String> environment) {
    return Optional.ofNullable(environment.apply("K_REVISION")).orElse("local");
  }

  /**
   * Limits first, so that nobody gets work for free; the audit log last, so that a reply given
   * again is no second change.
   */
  private static List<Filter> filters(
      MetricsApiSettings settings,
      ApiTransactions transactions,
      String release,
      InstantSource clock,
      StructuredLog log) {
    DataVersions versions = new PostgresDataVersions(transactions);
    return List.of(
        new RateLimits(
            new RateLimiter(new PostgresPermitStore(transactions), System::nanoTime),
            settings.rateLimitPerMinute()),
        new ConditionalReplies(
            new HeldDataVersions(versions, System::nanoTime), versions, clock, release),
        new RepeatedRequests(new PostgresIdempotencyKeys(transactions), log),
        new AuditedChanges(new PostgresAuditLog(transactions), log));
  }

  private static Endpoints.Readers readers(ApiTransactions transactions, int exportsMax) {
    return new Endpoints.Readers(
        new PostgresMetricsReader(transactions),
        exportsMax,
        new PostgresAssetReader(transactions),
        new PostgresReconciliationReader(transactions),
        new PostgresJobReader(transactions),
        new PostgresConnectionReader(transactions),
        new PostgresHealthReader(transactions),
        new PostgresChangeReader(transactions),
        new PostgresCampaignReader(transactions));
  }

  private static Endpoints.Writers writers(
      MetricsApiSettings settings,
      ApiTransactions transactions,
      Supplier<BigQuery> bigQuery,
      StructuredLog log) {
    PostgresSyncRequests requests = new PostgresSyncRequests(transactions);
    BigQueryMetricsSource source = source(settings, bigQuery);
    return new Endpoints.Writers(
        requests,
        requests,
        planning(settings, transactions, source, log),
        new PostgresConnectionAdmin(transactions),
        source);
  }

  private static Planning planning(
      MetricsApiSettings settings,
      ApiTransactions transactions,
      BigQueryMetricsSource source,
      StructuredLog log) {
    return new Planning(
        tenant -> new PostgresConnectionStore(transactions.of(tenant)),
        tenant -> new PostgresJobPlans(transactions.of(tenant)),
        new PostgresRejectStore(transactions),
        new PatientPublisher(publisher(settings), log),
        source,
        OnDemandPrices.published().in(settings.location()),
        settings.retention());
  }

  private static Operations operations(
      MetricsApiSettings settings, ApiTransactions transactions, Supplier<BigQuery> bigQuery) {
    OperationsSettings own = settings.operations();
    String project = settings.projectId();
    return new Operations(
        new PostgresTenantStore(transactions),
        new PostgresStatsReader(transactions),
        new CloudLogReader(endpoint(project, own.loggingEmulator())),
        new CloudSchedulerReader(
            endpoint(project, own.schedulerEmulator()), own.schedulerLocation()),
        new BigQueryProbe(bigQuery, project, settings.datasetId(), settings.location()),
        new PostgresTriggerRequests(transactions));
  }

  private static CloudEndpoint endpoint(String project, Optional<HostPort> emulator) {
    return new CloudEndpoint(project, emulator.map(HostPort::toString).orElse(null));
  }

  private static Supplier<BigQuery> bigQuery(MetricsApiSettings settings) {
    return new BigQueryClients(
            settings.projectId(),
            settings.location(),
            settings.bigQueryEmulator().map(HostPort::toString).orElse(null),
            settings.credentialsJson().map(Secret::reveal).orElse(null))
        .lazily();
  }

  /** It only ever asks for metadata and dry runs: nothing is billed. */
  private static BigQueryMetricsSource source(
      MetricsApiSettings settings, Supplier<BigQuery> bigQuery) {
    ReadLimits limits =
        new ReadLimits(
            settings.projectId(),
            settings.location(),
            BYTES_ESTIMATED_MAX,
            false,
            ReadLimits.JOB_DEADLINE_DEFAULT,
            SOURCE_CALL_MAX);
    return new BigQueryMetricsSource(bigQuery, settings.datasetId(), limits);
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
