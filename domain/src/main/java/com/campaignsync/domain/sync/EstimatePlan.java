package com.campaignsync.domain.sync;

import com.campaignsync.domain.cost.BilledBytes;
import com.campaignsync.domain.cost.OnDemandPrice;
import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.source.CampaignMetricsSource;
import com.campaignsync.domain.source.ReadRequest;
import com.campaignsync.domain.source.ReadTarget;
import com.campaignsync.domain.source.SourceMapping;
import com.campaignsync.domain.source.SourceState;
import com.campaignsync.domain.store.AdConnection;
import com.campaignsync.domain.store.ConnectionStore;
import com.campaignsync.domain.store.NewJob;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What planned jobs would bill at most, found out by dry runs that bill nothing. */
public final class EstimatePlan {

  /** Dry runs under way at once: a two years' backfill is told within seconds. */
  private static final int AT_ONCE = 4;

  private final ConnectionStore connections;
  private final CampaignMetricsSource source;
  private final OnDemandPrice price;
  private final InstantSource clock;

  /**
   * @param price of the source's location
   */
  public EstimatePlan(
      ConnectionStore connections,
      CampaignMetricsSource source,
      OnDemandPrice price,
      InstantSource clock) {
    this.connections = connections;
    this.source = source;
    this.price = price;
    this.clock = clock;
  }

  /**
   * What one job would read.
   *
   * @param job the job
   * @param window the days it would read
   * @param bytes upper bound of the bytes billed
   * @param costUsd the same in US dollars
   */
  public record Estimate(NewJob job, DayWindow window, long bytes, BigDecimal costUsd) {}

  /**
   * One estimate a job, in their order. Fails with {@link
   * com.campaignsync.domain.source.SourceException} where the source cannot be read.
   */
  public Mono<List<Estimate>> of(List<NewJob> jobs) {
    List<Part> parts =
        jobs.stream().map(job -> new Part(job.connectionId(), job.entity())).distinct().toList();
    return Flux.fromIterable(parts)
        .flatMapSequential(part -> ofPart(part, jobs), AT_ONCE)
        .collectList()
        .map(found -> inOrder(jobs, found));
  }

  private record Part(UUID connectionId, Entity entity) {
    boolean has(NewJob job) {
      return job.connectionId().equals(connectionId) && job.entity() == entity;
    }
  }

  private static List<Estimate> inOrder(List<NewJob> jobs, List<Estimate> found) {
    return jobs.stream()
        .flatMap(job -> found.stream().filter(estimate -> estimate.job().equals(job)))
        .toList();
  }

  private Flux<Estimate> ofPart(Part part, List<NewJob> jobs) {
    return connections
        .find(part.connectionId())
        .flatMapMany(
            connection ->
                inspected(connection, part.entity())
                    .flatMapMany(
                        state ->
                            Flux.fromIterable(jobs)
                                .filter(part::has)
                                .flatMap(job -> estimate(connection, state, job), AT_ONCE)));
  }

  private Mono<SourceState> inspected(AdConnection connection, Entity entity) {
    return source.inspect(entity, mapping(connection, entity));
  }

  private static SourceMapping mapping(AdConnection connection, Entity entity) {
    return Objects.requireNonNull(connection.mappingOf(entity), "planned for what it has");
  }

  private Mono<Estimate> estimate(AdConnection connection, SourceState state, NewJob job) {
    SourceMapping mapping = mapping(connection, job.entity());
    DayWindow asked = job.window();
    DayWindow window = asked == null ? SyncWindows.fullResync(connection, clock.instant()) : asked;
    ReadTarget target =
        new ReadTarget(
            connection.id(),
            connection.tenantId(),
            connection.platform(),
            connection.accountId(),
            connection.tenantCurrency());
    ReadRequest request =
        new ReadRequest(job.entity(), mapping, state, List.of(target), List.of(window), Map.of());
    return processed(request, job)
        .map(processed -> BilledBytes.of(processed, mapping.names() == null ? 1 : 2))
        .collectList()
        .map(queries -> new Estimate(job, window, sum(queries), costUsd(queries)));
  }

  private static long sum(List<Long> bytes) {
    return bytes.stream().mapToLong(Long::longValue).sum();
  }

  /** Each query's is rounded by itself, as it is when it is billed. */
  private BigDecimal costUsd(List<Long> bytes) {
    return bytes.stream().map(price::costUsd).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** Of each query that the job would run: every one has a minimum of its own. */
  private Flux<Long> processed(ReadRequest request, NewJob job) {
    Mono<Long> read = source.estimateBytes(request);
    return LookForUndated.asks(job.type(), request.state())
        ? read.concatWith(source.estimateUndatedBytes(request))
        : read.flux();
  }
}
