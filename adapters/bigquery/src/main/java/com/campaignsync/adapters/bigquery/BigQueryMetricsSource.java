package com.campaignsync.adapters.bigquery;

import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.source.CampaignMetricsSource;
import com.campaignsync.domain.source.ReadRequest;
import com.campaignsync.domain.source.ReadTarget;
import com.campaignsync.domain.source.SourceDigests;
import com.campaignsync.domain.source.SourceException;
import com.campaignsync.domain.source.SourceException.Code;
import com.campaignsync.domain.source.SourceMapping;
import com.campaignsync.domain.source.SourceRead;
import com.campaignsync.domain.source.SourceSample;
import com.campaignsync.domain.source.SourceState;
import com.campaignsync.domain.source.SourceUndated;
import com.campaignsync.domain.source.SourceValidation;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.storage.v1.BigQueryReadClient;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Campaign performance in BigQuery. The clients are made on first use: a cold start pays for none.
 */
public final class BigQueryMetricsSource implements CampaignMetricsSource, SourceValidation {

  private final Supplier<BigQuery> client;
  private final @Nullable Supplier<BigQueryReadClient> storage;
  private final SourceTables tables;
  private final ReadLimits limits;

  /** A source that pages through large results too: correct, but slow, for want of Storage Read. */
  public BigQueryMetricsSource(Supplier<BigQuery> client, String datasetId, ReadLimits limits) {
    this(client, null, datasetId, limits);
  }

  /**
   * @param client makes the client, or answers the one made before
   * @param storage the same for the Storage Read API, for large results; null where there is none
   * @param datasetId dataset of a source that names none
   * @param limits what a read may do
   */
  public BigQueryMetricsSource(
      Supplier<BigQuery> client,
      @Nullable Supplier<BigQueryReadClient> storage,
      String datasetId,
      ReadLimits limits) {
    this.client = client;
    this.storage = storage;
    this.tables = new SourceTables(limits.projectId(), datasetId);
    this.limits = limits;
  }

  @Override
  public Mono<SourceState> inspect(Entity entity, SourceMapping mapping) {
    return call(() -> new InspectTable(client.get(), tables).inspect(entity, mapping));
  }

  @Override
  public Mono<SourceSample> validate(Entity entity, SourceMapping mapping, ReadTarget target) {
    return call(() -> new ValidateSource(client.get(), tables).validate(entity, mapping, target));
  }

  @Override
  public Mono<Long> estimateBytes(ReadRequest request) {
    return estimate(request, MetricsStatements::read);
  }

  @Override
  public Mono<Long> estimateUndatedBytes(ReadRequest request) {
    return estimate(request, MetricsStatements::undated);
  }

  private Mono<Long> estimate(ReadRequest request, Function<MetricsStatements, String> statement) {
    return call(
        () -> {
          MetricsStatements statements = new MetricsStatements(request, tables);
          return new QueryJobs(client.get(), limits)
              .estimateBytes(statement.apply(statements), statements.parameters());
        });
  }

  @Override
  public Mono<SourceRead> read(ReadRequest request) {
    return connected()
        .flatMap(bigQuery -> new ReadMetrics(bigQuery, storage, tables, limits).read(request))
        .onErrorMap(BigQueryErrors::translate);
  }

  @Override
  public Mono<SourceUndated> undated(ReadRequest request) {
    return connected()
        .flatMap(bigQuery -> new CountUndated(bigQuery, tables, limits).count(request))
        .onErrorMap(BigQueryErrors::translate);
  }

  @Override
  public Mono<SourceDigests> digests(ReadRequest request) {
    return connected()
        .flatMap(bigQuery -> new DigestMetrics(bigQuery, tables, limits).digests(request))
        .onErrorMap(BigQueryErrors::translate);
  }

  /** The first call makes the client, which reads files. */
  private Mono<BigQuery> connected() {
    return Mono.fromSupplier(client).subscribeOn(Schedulers.boundedElastic());
  }

  /** Calls that ask for metadata: bounded as a whole. */
  private <T> Mono<T> call(Callable<T> metadata) {
    return Mono.fromCallable(metadata)
        .subscribeOn(Schedulers.boundedElastic())
        .timeout(limits.callTimeout())
        .onErrorMap(TimeoutException.class, this::late)
        .onErrorMap(BigQueryErrors::translate);
  }

  private SourceException late(TimeoutException late) {
    return new SourceException(
        Code.SOURCE_UNAVAILABLE,
        "BigQuery did not answer within %d s; it is tried again"
            .formatted(limits.callTimeout().toSeconds()),
        late);
  }
}
