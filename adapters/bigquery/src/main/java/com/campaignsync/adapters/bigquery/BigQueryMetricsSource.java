package com.campaignsync.adapters.bigquery;

import com.campaignsync.domain.source.CampaignMetricsSource;
import com.campaignsync.domain.source.ReadRequest;
import com.campaignsync.domain.source.SourceMapping;
import com.campaignsync.domain.source.SourceRead;
import com.campaignsync.domain.source.SourceState;
import com.google.cloud.bigquery.BigQuery;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Campaign performance in BigQuery. The client is made on first use: a cold start pays for none.
 */
public final class BigQueryMetricsSource implements CampaignMetricsSource {

  private final Supplier<BigQuery> client;
  private final SourceTables tables;
  private final ReadLimits limits;

  /**
   * @param client makes the client, or answers the one made before
   * @param datasetId dataset of a source that names none
   * @param limits what a read may do
   */
  public BigQueryMetricsSource(Supplier<BigQuery> client, String datasetId, ReadLimits limits) {
    this.client = client;
    this.tables = new SourceTables(limits.projectId(), datasetId);
    this.limits = limits;
  }

  @Override
  public Mono<SourceState> inspect(SourceMapping mapping) {
    return Mono.fromCallable(
            () -> new InspectTable(client.get()).inspect(mapping, tables.of(mapping)))
        .subscribeOn(Schedulers.boundedElastic())
        .onErrorMap(BigQueryErrors::translate);
  }

  @Override
  public Mono<SourceRead> read(ReadRequest request) {
    return Mono.fromCallable(
            () -> new RunQuery(client.get(), limits).run(request, tables.of(request.mapping())))
        .subscribeOn(Schedulers.boundedElastic())
        .onErrorMap(BigQueryErrors::translate);
  }
}
