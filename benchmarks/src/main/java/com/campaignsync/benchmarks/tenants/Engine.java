package com.campaignsync.benchmarks.tenants;

import com.campaignsync.adapters.bigquery.BigQueryClients;
import com.campaignsync.adapters.bigquery.BigQueryMetricsSource;
import com.campaignsync.adapters.bigquery.ReadLimits;
import com.campaignsync.adapters.bigquery.StorageClients;
import com.campaignsync.adapters.postgres.ConnectionPools;
import com.campaignsync.adapters.postgres.Database;
import com.campaignsync.adapters.postgres.DatabaseUrl;
import com.campaignsync.adapters.postgres.sync.PostgresConnectionStore;
import com.campaignsync.adapters.postgres.sync.PostgresJobStore;
import com.campaignsync.adapters.postgres.sync.PostgresLeaseStore;
import com.campaignsync.adapters.postgres.sync.PostgresMetricsStore;
import com.campaignsync.adapters.postgres.sync.PostgresReconciliationStore;
import com.campaignsync.domain.cost.OnDemandPrices;
import com.campaignsync.domain.sync.Dispatch;
import com.campaignsync.domain.sync.MessagePublisher;
import com.campaignsync.domain.sync.RunOutcome;
import com.campaignsync.domain.sync.RunSettings;
import com.campaignsync.domain.sync.RunSync;
import com.campaignsync.domain.sync.SyncMessage;
import com.campaignsync.domain.sync.SyncMessage.RunJobs;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import reactor.core.publisher.Mono;

/**
 * The product's own dispatch and sync on real adapters, at a time of our choice. Messages are run
 * one after another, as one instance of the function would.
 */
final class Engine implements MessagePublisher {

  static final String PROJECT = "bench";
  static final String DATASET = "ads";

  private static final Duration STATEMENT_MAX = Duration.ofMinutes(2);
  private static final int POOL_SIZE = 4;
  private static final long BYTES_MAX = 10L << 30;

  private final Deque<RunJobs> queue = new ArrayDeque<>();
  private final Dispatch dispatch;
  private final RunSync runSync;
  private Instant now;

  Engine(String databaseUrl, String bigQuery, String storageRead, Instant now) {
    this.now = now;
    Database database =
        new Database(
            ConnectionPools.create(DatabaseUrl.parse(databaseUrl), POOL_SIZE, STATEMENT_MAX));
    PostgresConnectionStore connections = new PostgresConnectionStore(database);
    PostgresJobStore jobs = new PostgresJobStore(database);
    InstantSource clock = () -> this.now;
    this.dispatch = new Dispatch(connections, jobs, this, clock);
    this.runSync =
        new RunSync(
            new BigQueryMetricsSource(
                new BigQueryClients(PROJECT, "US", bigQuery, null).lazily(),
                new StorageClients(storageRead, null).lazily(),
                DATASET,
                new ReadLimits(PROJECT, "US", BYTES_MAX, false)),
            connections,
            jobs,
            new PostgresLeaseStore(database),
            new PostgresMetricsStore(database),
            new PostgresReconciliationStore(database),
            this,
            OnDemandPrices.published().in("US"),
            clock,
            RunSettings.DEFAULT);
  }

  /** From now on it is this time. */
  void timeIs(Instant time) {
    now = time;
  }

  /** One dispatch and all that comes of it; answers the real time it took. */
  Duration tick(boolean realtimeOnly) {
    long start = System.nanoTime();
    Mono<Long> pass = realtimeOnly ? dispatch.secondPass() : dispatch.firstPass();
    pass.block();
    while (!queue.isEmpty()) {
      List<RunOutcome> outcomes = Objects.requireNonNull(runSync.run(queue.remove()).block());
      for (RunOutcome outcome : outcomes) {
        if (outcome.kind() != RunOutcome.Kind.SUCCEEDED) {
          throw new IllegalStateException(outcome.toString(), outcome.cause());
        }
      }
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Override
  public Mono<Void> publish(Topic topic, SyncMessage message) {
    return Mono.fromRunnable(
        () -> {
          if (message instanceof RunJobs run) {
            queue.add(run);
          }
        });
  }
}
