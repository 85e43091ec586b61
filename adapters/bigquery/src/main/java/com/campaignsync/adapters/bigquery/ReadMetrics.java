package com.campaignsync.adapters.bigquery;

import com.campaignsync.adapters.bigquery.ResultPages.Page;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.source.ReadRequest;
import com.campaignsync.domain.source.ReadTarget;
import com.campaignsync.domain.source.SourceException;
import com.campaignsync.domain.source.SourceRead;
import com.campaignsync.domain.source.SourceRecord;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.storage.v1.BigQueryReadClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Runs a read's query, and finds the best way to its rows. */
final class ReadMetrics {

  /**
   * Most rows of a result that is fetched whole and kept in memory: two pages, some 25 MB, and a
   * fifth of a second of CPU. More is cheaper by Arrow, though its first session takes a second.
   */
  static final int SMALL_ROWS = 2 * ResultPages.PAGE_ROWS;

  private final BigQuery bigQuery;
  private final @Nullable Supplier<BigQueryReadClient> storage;
  private final SourceTables tables;
  private final ReadLimits limits;

  ReadMetrics(
      BigQuery bigQuery,
      @Nullable Supplier<BigQueryReadClient> storage,
      SourceTables tables,
      ReadLimits limits) {
    this.bigQuery = bigQuery;
    this.storage = storage;
    this.tables = tables;
    this.limits = limits;
  }

  Mono<SourceRead> read(ReadRequest request) {
    MetricsStatements statements = new MetricsStatements(request, tables);
    return Mono.fromCallable(
            () ->
                new QueryJobs(bigQuery, limits)
                    .run(statements.read(), statements.parameters(), request.labels()))
        .subscribeOn(Schedulers.boundedElastic())
        .flatMap(done -> rows(request, done).map(rows -> answer(request, done, rows)));
  }

  private Mono<TargetRows> rows(ReadRequest request, FinishedQuery done) {
    ResultPages pages = new ResultPages(bigQuery, done.result(), limits.callTimeout());
    return pages
        .fetch(0)
        .flatMap(
            first ->
                first.totalRows() <= SMALL_ROWS
                    ? inMemory(request, pages, first)
                    : Mono.just(large(done, pages)));
  }

  private TargetRows large(FinishedQuery done, ResultPages pages) {
    return storage == null
        ? new PagedRows(pages)
        : new ArrowRows(storage, limits.projectId(), done.result());
  }

  private static Mono<TargetRows> inMemory(ReadRequest request, ResultPages pages, Page first) {
    Flux<Page> rest = first.end() < first.totalRows() ? pages.from(first.end()) : Flux.empty();
    return rest.startWith(first).collectList().map(all -> split(request, all));
  }

  private static TargetRows split(ReadRequest request, List<Page> pages) {
    List<List<JsonCells>> byTarget = new ArrayList<>();
    request.targets().forEach(target -> byTarget.add(new ArrayList<>()));
    for (Page page : pages) {
      for (FieldValueList row : page.rows()) {
        JsonCells cells = new JsonCells(row);
        byTarget.get((int) cells.integer(ResultLayout.TARGET)).add(cells);
      }
    }
    return target -> Flux.fromIterable(byTarget.get(target));
  }

  private static SourceRead answer(ReadRequest request, FinishedQuery done, TargetRows rows) {
    Map<UUID, Flux<SourceRecord>> records = new HashMap<>();
    for (int i = 0; i < request.targets().size(); i++) {
      ReadTarget target = request.targets().get(i);
      records.put(target.connectionId(), records(request, target, request.entity(), rows.of(i)));
    }
    return new SourceRead(
        done.name(),
        done.startedAt(),
        done.bytesBilled(),
        connection -> {
          Flux<SourceRecord> own = records.get(connection);
          return own == null
              ? Flux.error(new IllegalArgumentException("no target of the read: " + connection))
              : own;
        });
  }

  /** A connection whose mapping speaks of another tenant fails alone. */
  private static Flux<SourceRecord> records(
      ReadRequest request, ReadTarget target, Entity entity, Flux<? extends Cells> rows) {
    SourceException mismatch = ReadTargets.mismatch(request.mapping(), target);
    return mismatch == null ? CompleteRecords.of(entity, rows) : Flux.error(mismatch);
  }
}
