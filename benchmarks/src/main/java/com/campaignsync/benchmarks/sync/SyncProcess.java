package com.campaignsync.benchmarks.sync;

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
import com.campaignsync.domain.sync.RunOutcome;
import com.campaignsync.domain.sync.RunSettings;
import com.campaignsync.domain.sync.RunSync;
import com.campaignsync.domain.sync.SyncMessage.RunJobs;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** The product's process: runs the job named on each line it is given and prints what it took. */
public final class SyncProcess {

  private static final int POOL_SIZE = 4;
  private static final Duration STATEMENT_MAX = Duration.ofMinutes(5);
  private static final long BYTES_MAX = 10L << 30;

  private final TimedSource source;
  private final TimedStore store;
  private final RunSync runSync;

  private SyncProcess(String databaseUrl, String bigQuery, String storageRead) {
    Database database =
        new Database(
            ConnectionPools.create(DatabaseUrl.parse(databaseUrl), POOL_SIZE, STATEMENT_MAX));
    this.store = new TimedStore(new PostgresMetricsStore(database));
    this.source =
        new TimedSource(
            new BigQueryMetricsSource(
                new BigQueryClients(SourceTable.PROJECT, "US", bigQuery, null).lazily(),
                new StorageClients(storageRead, null).lazily(),
                SourceTable.DATASET,
                new ReadLimits(SourceTable.PROJECT, "US", BYTES_MAX, false)));
    this.runSync =
        new RunSync(
            source,
            new PostgresConnectionStore(database),
            new PostgresJobStore(database),
            new PostgresLeaseStore(database),
            store,
            new PostgresReconciliationStore(database),
            (topic, message) -> Mono.empty(),
            OnDemandPrices.published().in("US"),
            InstantSource.system(),
            RunSettings.DEFAULT);
  }

  /**
   * @param arguments database, BigQuery's address, Storage Read's
   */
  public static void main(String[] arguments) throws Exception {
    SyncProcess process = new SyncProcess(arguments[0], arguments[1], arguments[2]);
    BufferedReader jobs =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String job = jobs.readLine(); job != null; job = jobs.readLine()) {
      System.out.println(process.run(UUID.fromString(job)).toLine());
    }
    // The Google clients' threads would keep the process alive.
    System.exit(0);
  }

  private Timing run(UUID job) {
    long start = System.nanoTime();
    for (RunOutcome outcome : Objects.requireNonNull(runSync.run(RunJobs.of(job)).block())) {
      if (outcome.kind() != RunOutcome.Kind.SUCCEEDED) {
        throw new IllegalStateException(outcome.toString(), outcome.cause());
      }
    }
    Duration all = Duration.ofNanos(System.nanoTime() - start);
    return new Timing(
        all,
        source.metadata.take(),
        source.query.take(),
        store.rowsComeIn.take(),
        store.load.take(),
        peakHeapBytes());
  }

  private static long peakHeapBytes() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == java.lang.management.MemoryType.HEAP)
        .map(MemoryPoolMXBean::getPeakUsage)
        .mapToLong(java.lang.management.MemoryUsage::getUsed)
        .sum();
  }
}
