package com.campaignsync.benchmarks.sync;

import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.source.CampaignMetricsSource;
import com.campaignsync.domain.source.ReadRequest;
import com.campaignsync.domain.source.SourceDigests;
import com.campaignsync.domain.source.SourceMapping;
import com.campaignsync.domain.source.SourceRead;
import com.campaignsync.domain.source.SourceState;
import com.campaignsync.domain.source.SourceUndated;
import reactor.core.publisher.Mono;

/** A source whose metadata calls and queries are timed; rows are timed where they are loaded. */
final class TimedSource implements CampaignMetricsSource {

  final Stopwatch metadata = new Stopwatch();
  final Stopwatch query = new Stopwatch();
  private final CampaignMetricsSource source;

  TimedSource(CampaignMetricsSource source) {
    this.source = source;
  }

  @Override
  public Mono<SourceState> inspect(Entity entity, SourceMapping mapping) {
    return metadata.watch(source.inspect(entity, mapping));
  }

  @Override
  public Mono<Long> estimateBytes(ReadRequest request) {
    return metadata.watch(source.estimateBytes(request));
  }

  @Override
  public Mono<Long> estimateUndatedBytes(ReadRequest request) {
    return metadata.watch(source.estimateUndatedBytes(request));
  }

  @Override
  public Mono<SourceRead> read(ReadRequest request) {
    return query.watch(source.read(request));
  }

  @Override
  public Mono<SourceUndated> undated(ReadRequest request) {
    return query.watch(source.undated(request));
  }

  @Override
  public Mono<SourceDigests> digests(ReadRequest request) {
    return query.watch(source.digests(request));
  }
}
