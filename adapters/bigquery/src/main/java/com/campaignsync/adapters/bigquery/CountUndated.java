package com.campaignsync.adapters.bigquery;

import com.campaignsync.adapters.bigquery.ResultPages.Page;
import com.campaignsync.domain.source.ReadRequest;
import com.campaignsync.domain.source.SourceUndated;
import com.campaignsync.domain.source.UndatedRows;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.FieldValueList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Counts the rows without a day and takes samples: {@code read_metrics.sql} with another filter. A
 * connection whose mapping speaks of another tenant is told of none.
 */
final class CountUndated {

  private final BigQuery bigQuery;
  private final SourceTables tables;
  private final ReadLimits limits;

  CountUndated(BigQuery bigQuery, SourceTables tables, ReadLimits limits) {
    this.bigQuery = bigQuery;
    this.tables = tables;
    this.limits = limits;
  }

  /** Of one connection, as the pages pass: samples are few however many rows there are. */
  private static final class Tally {
    private final List<String> samples = new ArrayList<>();
    private long rows;

    void add(ReadRequest request, JsonCells key) {
      rows += key.integer(ResultLayout.SOURCE_ROWS);
      if (samples.size() < UndatedRows.SAMPLES_MAX) {
        samples.add(RecordReader.raw(request.entity(), key, null));
      }
    }
  }

  Mono<SourceUndated> count(ReadRequest request) {
    MetricsStatements statements = new MetricsStatements(request, tables);
    return Mono.fromCallable(
            () ->
                new QueryJobs(bigQuery, limits)
                    .run(statements.undated(), statements.parameters(), request.labels()))
        .subscribeOn(Schedulers.boundedElastic())
        .flatMap(done -> tally(request, done));
  }

  private Mono<SourceUndated> tally(ReadRequest request, FinishedQuery done) {
    List<Tally> tallies = request.targets().stream().map(target -> new Tally()).toList();
    return new ResultPages(bigQuery, done.result(), limits.callTimeout())
        .from(0)
        .doOnNext(page -> add(request, page, tallies))
        .then(Mono.fromSupplier(() -> answer(request, done, tallies)));
  }

  private static void add(ReadRequest request, Page page, List<Tally> tallies) {
    for (FieldValueList row : page.rows()) {
      JsonCells key = new JsonCells(row);
      if (key.integer(ResultLayout.TARGET_ROWS) > 0) {
        tallies.get((int) key.integer(ResultLayout.TARGET)).add(request, key);
      }
    }
  }

  private static SourceUndated answer(
      ReadRequest request, FinishedQuery done, List<Tally> tallies) {
    Map<UUID, UndatedRows> rows = new HashMap<>();
    for (int i = 0; i < tallies.size(); i++) {
      boolean foreign = ReadTargets.mismatch(request.mapping(), request.targets().get(i)) != null;
      Tally tally = tallies.get(i);
      rows.put(
          request.targets().get(i).connectionId(),
          foreign ? UndatedRows.NONE : new UndatedRows(tally.rows, tally.samples));
    }
    return new SourceUndated(done.name(), done.bytesBilled(), rows);
  }
}
