package com.campaignsync.domain.source;

import com.campaignsync.domain.metric.DayDigest;
import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.source.ScriptedTable.Owner;
import com.campaignsync.domain.tenant.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Tables in memory, by name. A read sees its table as it is when the query starts, once for all of
 * its targets; what fails or lasts is told beforehand.
 */
public final class ScriptedSource implements CampaignMetricsSource {

  /** What every query bills: BigQuery's minimum. */
  public static final long BYTES_BILLED = 10L << 20;

  /** The table and the owner of those who name none. */
  public static final String TABLE = "campaign_metrics";

  public static final Owner ACME = new Owner(new TenantId("acme"), "google_ads", null);

  private final InstantSource clock;
  private final Map<String, ScriptedTable> tables = new LinkedHashMap<>();
  private final List<ReadRequest> reads = new ArrayList<>();
  private final List<ReadRequest> comparisons = new ArrayList<>();
  private int undatedReads;
  private @Nullable RuntimeException inspectFailure;
  private @Nullable RuntimeException readFailure;
  private Runnable afterInspect = () -> {};
  private Runnable afterDigests = () -> {};
  private Mono<Void> readLasts = Mono.empty();
  private UnaryOperator<Flux<SourceRecord>> rowsPass = records -> records;

  public ScriptedSource(InstantSource clock) {
    this.clock = clock;
  }

  /** Made at its first mention. */
  public synchronized ScriptedTable table(String name) {
    return tables.computeIfAbsent(name, any -> new ScriptedTable());
  }

  public ScriptedTable table() {
    return table(TABLE);
  }

  /** Replaces a day's partition of the one tenant of the one table. */
  public void put(LocalDate day, Instant modifiedAt, SourceRecord... records) {
    table().put(ACME, day, modifiedAt, List.of(records));
  }

  /** From now on a view: no modification times. */
  public void becomeView() {
    table().become(ScriptedTable.Kind.VIEW);
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

  /** What happens between a comparison and whatever comes of it. */
  public void afterDigests(Runnable event) {
    afterDigests = event;
  }

  /** The query ends when this does. */
  public void readLasts(Mono<Void> until) {
    readLasts = until;
  }

  /** What happens to the rows on their way. */
  public void rowsPass(UnaryOperator<Flux<SourceRecord>> way) {
    rowsPass = way;
  }

  /** Every read that was started; comparisons apart. */
  public synchronized List<ReadRequest> reads() {
    return List.copyOf(reads);
  }

  /** Every query for digests that was started. */
  public synchronized List<ReadRequest> comparisons() {
    return List.copyOf(comparisons);
  }

  /** What all queries together billed. */
  public synchronized long bytesBilled() {
    return (reads.size() + comparisons.size() + undatedReads) * BYTES_BILLED;
  }

  /** The days of each read that was started. */
  public List<List<DayWindow>> daysRead() {
    return reads().stream().map(ReadRequest::days).toList();
  }

  @Override
  public Mono<SourceState> inspect(Entity entity, SourceMapping mapping) {
    return Mono.fromSupplier(
            () -> {
              failIf(inspectFailure);
              return table(mapping.table()).state();
            })
        .doOnNext(state -> afterInspect.run());
  }

  @Override
  public Mono<Long> estimateBytes(ReadRequest request) {
    return Mono.fromSupplier(() -> BYTES_BILLED + (1L << 20));
  }

  @Override
  public Mono<Long> estimateUndatedBytes(ReadRequest request) {
    return estimateBytes(request);
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
    failIf(readFailure);
    ScriptedTable table = table(request.mapping().table());
    Map<UUID, List<SourceRecord>> seen = new HashMap<>();
    request
        .targets()
        .forEach(
            target ->
                seen.put(
                    target.connectionId(),
                    only(request.campaignIds(), table.records(target, request.days()))));
    return new SourceRead(
        "proj:US.read" + reads.size(),
        clock.instant(),
        BYTES_BILLED,
        connectionId -> rowsPass.apply(recordsOf(seen, connectionId)));
  }

  private static List<SourceRecord> only(Set<String> campaigns, List<SourceRecord> records) {
    return campaigns.isEmpty()
        ? records
        : records.stream()
            .filter(
                record ->
                    record instanceof SourceRecord.Accepted accepted
                        && campaigns.contains(accepted.row().campaignId()))
            .toList();
  }

  private static Flux<SourceRecord> recordsOf(Map<UUID, List<SourceRecord>> seen, UUID target) {
    List<SourceRecord> records = seen.get(target);
    return records == null
        ? Flux.error(new IllegalArgumentException("no target of the read: " + target))
        : Flux.fromIterable(records);
  }

  @Override
  public Mono<SourceUndated> undated(ReadRequest request) {
    return Mono.fromSupplier(() -> countUndated(request));
  }

  private synchronized SourceUndated countUndated(ReadRequest request) {
    undatedReads++;
    failIf(readFailure);
    ScriptedTable table = table(request.mapping().table());
    Map<UUID, UndatedRows> rows = new HashMap<>();
    request.targets().forEach(target -> rows.put(target.connectionId(), table.undated(target)));
    return new SourceUndated("proj:US.undated" + undatedReads, BYTES_BILLED, rows);
  }

  @Override
  public Mono<SourceDigests> digests(ReadRequest request) {
    return Mono.fromSupplier(() -> compare(request)).doOnNext(digests -> afterDigests.run());
  }

  private synchronized SourceDigests compare(ReadRequest request) {
    comparisons.add(request);
    failIf(readFailure);
    ScriptedTable table = table(request.mapping().table());
    Map<UUID, Map<LocalDate, DayDigest>> digests = new HashMap<>();
    request
        .targets()
        .forEach(
            target ->
                digests.put(
                    target.connectionId(),
                    table.digests(target, request.days(), request.entity())));
    return new SourceDigests(
        "proj:US.digests" + comparisons.size(), clock.instant(), BYTES_BILLED, digests);
  }

  private static void failIf(@Nullable RuntimeException error) {
    if (error != null) {
      throw error;
    }
  }
}
