package com.campaignsync.adapters.bigquery;

import com.campaignsync.domain.source.SourceException;
import com.campaignsync.domain.source.SourceException.Code;
import com.campaignsync.domain.source.SourceProbe;
import com.campaignsync.domain.source.SourceReach;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQuery.DatasetField;
import com.google.cloud.bigquery.BigQuery.DatasetOption;
import com.google.cloud.bigquery.Dataset;
import com.google.cloud.bigquery.DatasetId;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Asks BigQuery where the dataset lies: one call for metadata, which is free. */
public final class BigQueryProbe implements SourceProbe {

  /** Of the call and, the first time, of making the client. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Supplier<BigQuery> client;
  private final DatasetId dataset;
  private final String location;
  private final Duration patience;

  /**
   * @param client makes the client, or answers the one made before
   * @param location where the dataset should lie
   */
  public BigQueryProbe(
      Supplier<BigQuery> client, String projectId, String datasetId, String location) {
    this(client, DatasetId.of(projectId, datasetId), location, PATIENCE);
  }

  BigQueryProbe(Supplier<BigQuery> client, DatasetId dataset, String location, Duration patience) {
    this.client = client;
    this.dataset = dataset;
    this.location = location;
    this.patience = patience;
  }

  @Override
  public Mono<SourceReach> probe() {
    Scheduler threads = Schedulers.boundedElastic();
    return Mono.fromCallable(() -> answer(threads))
        .subscribeOn(threads)
        .timeout(patience)
        .onErrorReturn(TimeoutException.class, unreachable(Code.SOURCE_UNAVAILABLE));
  }

  /** A failure is a value from the start: one that comes too late is nobody's business. */
  private SourceReach answer(Scheduler clock) {
    try {
      return ask(client.get(), clock);
    } catch (RuntimeException failure) {
      return unreachable(code(failure));
    }
  }

  /** The client is not part of the latency: it is made once. */
  private SourceReach ask(BigQuery bigQuery, Scheduler clock) {
    long asked = clock.now(TimeUnit.MILLISECONDS);
    Dataset found = bigQuery.getDataset(dataset, DatasetOption.fields(DatasetField.LOCATION));
    if (found == null) {
      return unreachable(Code.SOURCE_TABLE_NOT_FOUND);
    }
    return new SourceReach(
        Duration.ofMillis(clock.now(TimeUnit.MILLISECONDS) - asked),
        dataset.getDataset(),
        Objects.requireNonNullElse(found.getLocation(), location),
        null);
  }

  private SourceReach unreachable(Code code) {
    return new SourceReach(null, dataset.getDataset(), location, code);
  }

  private static Code code(Throwable failure) {
    return BigQueryErrors.translate(failure) instanceof SourceException known
        ? known.code()
        : Code.SOURCE_UNAVAILABLE;
  }
}
