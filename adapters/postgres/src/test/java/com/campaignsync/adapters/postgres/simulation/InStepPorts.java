package com.campaignsync.adapters.postgres.simulation;

import com.campaignsync.domain.simulation.DecoratedPorts;
import com.campaignsync.domain.simulation.Ports;
import com.campaignsync.domain.source.SourceRecord;
import com.campaignsync.domain.store.FakeMetrics.CommittedLoad;
import com.campaignsync.domain.store.Lease;
import com.campaignsync.domain.store.LoadContext;
import com.campaignsync.domain.store.LoadCounts;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;

/**
 * The real store in step with virtual time: no time passes while it works, and its answers come in
 * the thread that asked. A load is begun, lies open while its records come, and then is ended.
 */
final class InStepPorts extends DecoratedPorts {

  static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ClockedDatabase database;
  private final TrackedConnections loaders;
  private final List<CommittedLoad> loads = new ArrayList<>();
  private final List<String> stale = new ArrayList<>();
  private final Map<UUID, Long> fences = new HashMap<>();
  private long calls;
  private boolean crashing;

  /**
   * @param loaders what the metrics store takes its connections from
   */
  InStepPorts(Ports behind, ClockedDatabase database, TrackedConnections loaders) {
    super(behind);
    this.database = database;
    this.loaders = loaders;
  }

  Ports ports() {
    return ports(behind.source(), behind.publisher());
  }

  /** Every load that was committed, in order. */
  List<CommittedLoad> loads() {
    return List.copyOf(loads);
  }

  /** Writes under a fence that came after one under a later fence: there must be none. */
  List<String> staleWrites() {
    return stale;
  }

  /** Grows with whatever may have changed the store. */
  long calls() {
    return calls;
  }

  /** While it runs, a load that is dropped loses its connection, as when its process dies. */
  void crash(Runnable end) {
    crashing = true;
    try {
      end.run();
    } finally {
      crashing = false;
    }
  }

  @Override
  protected <T> Mono<T> store(String name, Supplier<Mono<T>> call) {
    return Mono.defer(
        () -> {
          arrive();
          return answer(call.get());
        });
  }

  private void arrive() {
    calls++;
    database.tellTime();
  }

  private static <T> Mono<T> answer(Mono<T> asked) {
    Signal<T> answer = Objects.requireNonNull(asked.materialize().block(PATIENCE));
    return Mono.just(answer).dematerialize();
  }

  @Override
  protected <T> Mono<T> write(Lease lease, String name, Supplier<Mono<T>> call) {
    return store(name, call).doOnSuccess(done -> proven(lease, name));
  }

  private void proven(Lease lease, String name) {
    Long before = fences.put(lease.connectionId(), lease.fence());
    if (before != null && before > lease.fence()) {
      stale.add("%s under %s came after one under fence %d".formatted(name, lease, before));
    }
  }

  @Override
  protected Mono<LoadCounts> load(
      Lease lease, LoadContext context, Supplier<Set<LocalDate>> days, Flux<SourceRecord> records) {
    return Mono.defer(
            () -> {
              arrive();
              OpenLoad load =
                  OpenLoad.begin(
                      input -> behind.metrics().load(lease, context, days, input),
                      database,
                      loaders);
              return load.run(records, this::arrive, () -> crashing);
            })
        .doOnNext(counts -> committed(lease, context, days.get(), counts));
  }

  private void committed(Lease lease, LoadContext context, Set<LocalDate> days, LoadCounts counts) {
    proven(lease, "load");
    loads.add(
        new CommittedLoad(
            lease.connectionId(),
            context.entity(),
            context.jobId(),
            lease.fence(),
            context.extractionVersion(),
            Set.copyOf(days),
            counts));
  }
}
