package com.campaignsync.domain.simulation;

import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.source.CampaignMetricsSource;
import com.campaignsync.domain.source.ReadRequest;
import com.campaignsync.domain.source.SourceDigests;
import com.campaignsync.domain.source.SourceException;
import com.campaignsync.domain.source.SourceMapping;
import com.campaignsync.domain.source.SourceRead;
import com.campaignsync.domain.source.SourceRecord;
import com.campaignsync.domain.source.SourceState;
import com.campaignsync.domain.source.SourceUndated;
import com.campaignsync.domain.store.Lease;
import com.campaignsync.domain.store.LoadContext;
import com.campaignsync.domain.store.LoadCounts;
import com.campaignsync.domain.store.StoreException;
import java.time.LocalDate;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The ports as one process has them: every call takes a while, and may go wrong. */
final class FaultyPorts extends DecoratedPorts {

  private final Process process;
  private final BiConsumer<LoadContext, LoadCounts> onAcknowledgedLoad;

  /**
   * @param onAcknowledgedLoad told of each load whose answer reached the process
   */
  FaultyPorts(
      Ports behind, Process process, BiConsumer<LoadContext, LoadCounts> onAcknowledgedLoad) {
    super(behind);
    this.process = process;
    this.onAcknowledgedLoad = onAcknowledgedLoad;
  }

  Ports ports() {
    return ports(
        new Source(),
        (topic, message) ->
            process.call(
                "publish",
                () -> behind.publisher().publish(topic, message),
                () -> new IllegalStateException("the broker cannot be reached")));
  }

  @Override
  protected <T> Mono<T> store(String name, Supplier<Mono<T>> call) {
    return process.call(
        name,
        call,
        () ->
            new StoreException(
                StoreException.Code.STORE_UNREACHABLE, "the store cannot be reached", null));
  }

  @Override
  protected Mono<LoadCounts> load(
      Lease lease, LoadContext context, Supplier<Set<LocalDate>> days, Flux<SourceRecord> records) {
    return super.load(
            lease, context, days, process.hiccup("a load", records, FaultyPorts::unavailable))
        .doOnNext(counts -> onAcknowledgedLoad.accept(context, counts));
  }

  private <T> Mono<T> source(String name, Supplier<Mono<T>> call) {
    return process.call(name, call, FaultyPorts::unavailable);
  }

  private static SourceException unavailable() {
    return new SourceException(
        SourceException.Code.SOURCE_UNAVAILABLE, "BigQuery: backend error", null);
  }

  private final class Source implements CampaignMetricsSource {
    @Override
    public Mono<SourceState> inspect(Entity entity, SourceMapping mapping) {
      return source("inspect", () -> behind.source().inspect(entity, mapping));
    }

    @Override
    public Mono<Long> estimateBytes(ReadRequest request) {
      return source("estimateBytes", () -> behind.source().estimateBytes(request));
    }

    @Override
    public Mono<Long> estimateUndatedBytes(ReadRequest request) {
      return source("estimateUndatedBytes", () -> behind.source().estimateUndatedBytes(request));
    }

    @Override
    public Mono<SourceRead> read(ReadRequest request) {
      return source("read", () -> behind.source().read(request)).map(this::withHiccups);
    }

    private SourceRead withHiccups(SourceRead read) {
      return new SourceRead(
          read.jobId(),
          read.startedAt(),
          read.bytesBilled(),
          target -> process.hiccup("a read", read.recordsOf(target), FaultyPorts::unavailable));
    }

    @Override
    public Mono<SourceUndated> undated(ReadRequest request) {
      return source("undated", () -> behind.source().undated(request));
    }

    @Override
    public Mono<SourceDigests> digests(ReadRequest request) {
      return source("digests", () -> behind.source().digests(request));
    }
  }
}
