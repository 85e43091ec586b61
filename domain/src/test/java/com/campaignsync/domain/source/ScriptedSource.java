package com.campaignsync.domain.source;

import com.campaignsync.domain.metric.DayWindow;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A partitioned table in memory. A read sees the table as it is when the query starts; what fails
 * or lasts is told beforehand.
 */
public final class ScriptedSource implements CampaignMetricsSource {

  /** What every read bills: BigQuery's minimum. */
  public static final long BYTES_BILLED = 10L << 20;

  private final InstantSource clock;
  private final TreeMap<LocalDate, List<SourceRecord>> rows = new TreeMap<>();
  private final Map<LocalDate, Instant> partitionTimes = new HashMap<>();
  private final List<ReadRequest> reads = new ArrayList<>();
  private @Nullable RuntimeException inspectFailure;
  private @Nullable RuntimeException readFailure;
  private Runnable afterInspect = () -> {};
  private Mono<Void> readLasts = Mono.empty();
  private UnaryOperator<Flux<SourceRecord>> rowsPass = records -> records;
  private boolean view;

  public ScriptedSource(InstantSource clock) {
    this.clock = clock;
  }

  /** Replaces a day's partition. */
  public void put(LocalDate day, Instant modifiedAt, SourceRecord... records) {
    rows.put(day, List.of(records));
    partitionTimes.put(day, modifiedAt);
  }

  /** From now on a view: no modification times. */
  public void becomeView() {
    view = true;
  }

  /** Every inspection fails with it; null ends that. */
  public void failInspect(@Nullable RuntimeException error) {
    inspectFailure = error;
  }

  /** Every read fails with it; null ends that. */
  public void failRead(@Nullable RuntimeException error) {
    readFailure = error;
  }

  /** What happens between the metadata calls and the query. */
  public void afterInspect(Runnable event) {
    afterInspect = event;
  }

  /** The query ends when this does. */
  public void readLasts(Mono<Void> until) {
    readLasts = until;
  }

  /** What happens to the rows on their way. */
  public void rowsPass(UnaryOperator<Flux<SourceRecord>> way) {
    rowsPass = way;
  }

  /** Every query that was started. */
  public List<ReadRequest> reads() {
    return List.copyOf(reads);
  }

  /** The days of each query that was started. */
  public List<List<DayWindow>> daysRead() {
    return reads.stream().map(ReadRequest::days).toList();
  }

  @Override
  public Mono<SourceState> inspect(SourceMapping mapping) {
    return Mono.fromSupplier(this::state).doOnNext(state -> afterInspect.run());
  }

  private synchronized SourceState state() {
    if (inspectFailure != null) {
      throw inspectFailure;
    }
    Set<SourceColumn> columns = Set.of(SourceColumn.values());
    return view
        ? new SourceState(columns, Set.of(), null, null, false, "a VIEW")
        : new SourceState(columns, Set.of(), partitionTimes, clock.instant(), false, null);
  }

  @Override
  public Mono<SourceRead> read(ReadRequest request) {
    return Mono.defer(
        () -> {
          SourceRead read = start(request);
          return readLasts.thenReturn(read);
        });
  }

  private synchronized SourceRead start(ReadRequest request) {
    reads.add(request);
    if (readFailure != null) {
      throw readFailure;
    }
    List<SourceRecord> seen =
        request.days().stream()
            .flatMap(window -> rows.subMap(window.firstDay(), window.endDay()).values().stream())
            .flatMap(List::stream)
            .toList();
    return new SourceRead(
        "proj:US.job" + reads.size(),
        clock.instant(),
        BYTES_BILLED,
        rowsPass.apply(Flux.fromIterable(seen)));
  }
}
