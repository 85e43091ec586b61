package com.campaignsync.benchmarks.store;

import com.campaignsync.adapters.postgres.ConnectionPools;
import com.campaignsync.adapters.postgres.Database;
import com.campaignsync.adapters.postgres.DatabaseUrl;
import com.campaignsync.adapters.postgres.sync.PostgresLeaseStore;
import com.campaignsync.adapters.postgres.sync.PostgresMetricsStore;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.source.SourceRecord;
import com.campaignsync.domain.store.Deletion;
import com.campaignsync.domain.store.Lease;
import com.campaignsync.domain.store.LoadContext;
import com.campaignsync.domain.store.LoadCounts;
import com.campaignsync.local.postgres.LocalPostgres;
import com.campaignsync.local.postgres.LocalUsers;
import com.campaignsync.runtime.Await;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;

/**
 * The product's own path with all it does: change log, rollup, totals, watermarks, counters, under
 * a lease, as the functions' user. In chunks of whole days, as a sync commits them.
 */
final class ProductStore implements Contender {

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final PostgresMetricsStore metrics;
  private final PostgresLeaseStore leases;
  private final long recordsPerCommit;
  private Instant version = Instant.parse("2026-06-01T00:00:00Z");

  ProductStore(Store store, long recordsPerCommit) {
    DatabaseUrl url =
        DatabaseUrl.parse(
            "postgresql://%s@127.0.0.1:%d/%s"
                .formatted(LocalUsers.SYNC_WORKER, store.port(), LocalPostgres.DATABASE));
    Database database = new Database(ConnectionPools.create(url, 2, PATIENCE));
    this.metrics = new PostgresMetricsStore(database);
    this.leases = new PostgresLeaseStore(database);
    this.recordsPerCommit = recordsPerCommit;
  }

  @Override
  public String name() {
    return "product";
  }

  @Override
  public void prepare(Shape shape, Phase phase) {
    version = version.plusSeconds(60);
  }

  @Override
  public void load(Shape shape, Phase phase) {
    Lease lease =
        Objects.requireNonNull(
            Await.result(leases.acquire(Store.CONNECTION, "benchmark", PATIENCE), PATIENCE));
    int daysPerChunk = (int) ((recordsPerCommit + shape.rowsPerDay() - 1) / shape.rowsPerDay());
    LoadCounts counts = LoadCounts.NONE;
    for (int day = 0; day < shape.days(); day += daysPerChunk) {
      int end = Math.min(shape.days(), day + daysPerChunk);
      counts = counts.plus(loadDays(lease, shape, phase, day, end));
    }
    Await.completion(leases.release(lease), PATIENCE);
    check(shape, phase, counts);
  }

  private LoadCounts loadDays(Lease lease, Shape shape, Phase phase, int from, int end) {
    Set<LocalDate> days =
        IntStream.range(from, end)
            .mapToObj(shape.window().firstDay()::plusDays)
            .collect(Collectors.toSet());
    Flux<SourceRecord> records =
        Flux.fromStream(() -> shape.rows(from, end, phase)).map(SourceRecord.Accepted::new);
    LoadContext context =
        new LoadContext(
            Store.JOB,
            Entity.CAMPAIGN_METRICS,
            Store.connection(),
            version,
            Map.of(),
            Deletion.NONE);
    return Objects.requireNonNull(
        Await.result(metrics.load(lease, context, () -> days, records), PATIENCE));
  }

  private static void check(Shape shape, Phase phase, LoadCounts counts) {
    long wanted =
        switch (phase) {
          case FIRST -> counts.inserted() - shape.rows();
          case UNCHANGED -> counts.unchanged() - shape.rows();
          case CHANGED -> counts.updated() - (shape.rows() + 19) / 20;
        };
    if (wanted != 0) {
      throw new IllegalStateException(phase + " did something else: " + counts);
    }
  }
}
