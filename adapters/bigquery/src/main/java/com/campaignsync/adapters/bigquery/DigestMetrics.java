package com.campaignsync.adapters.bigquery;

import com.campaignsync.adapters.bigquery.ResultPages.Page;
import com.campaignsync.domain.metric.DayDigest;
import com.campaignsync.domain.source.ReadRequest;
import com.campaignsync.domain.source.SourceDigests;
import com.campaignsync.domain.source.SourceException;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.FieldValueList;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Runs {@code digest_metrics.sql}: one row per connection and day. */
final class DigestMetrics {

  // Positions of the statement's columns.
  private static final int TARGET = 0;
  private static final int METRIC_DATE = 1;
  private static final int ROW_COUNT = 2;
  private static final int SUMS = 3;
  private static final int CHECKSUM = 8;
  private static final int REJECTED = 9;

  private final BigQuery bigQuery;
  private final SourceTables tables;
  private final ReadLimits limits;

  DigestMetrics(BigQuery bigQuery, SourceTables tables, ReadLimits limits) {
    this.bigQuery = bigQuery;
    this.tables = tables;
    this.limits = limits;
  }

  Mono<SourceDigests> digests(ReadRequest request) {
    MetricsStatements statements = new MetricsStatements(request, tables);
    return Mono.fromCallable(
            () -> {
              refuseOthers(request);
              return new QueryJobs(bigQuery, limits)
                  .run(statements.digest(), statements.parameters(), request.labels());
            })
        .subscribeOn(Schedulers.boundedElastic())
        .flatMap(done -> collect(request, done));
  }

  /** There is no digest of a connection whose mapping speaks of another tenant. */
  private static void refuseOthers(ReadRequest request) {
    request
        .targets()
        .forEach(
            target -> {
              SourceException mismatch = ReadTargets.mismatch(request.mapping(), target);
              if (mismatch != null) {
                throw mismatch;
              }
            });
  }

  private Mono<SourceDigests> collect(ReadRequest request, FinishedQuery done) {
    return new ResultPages(bigQuery, done.result(), limits.callTimeout())
        .from(0)
        .collectList()
        .map(
            pages ->
                new SourceDigests(
                    done.name(), done.startedAt(), done.bytesBilled(), byTarget(request, pages)));
  }

  private static Map<UUID, Map<LocalDate, DayDigest>> byTarget(
      ReadRequest request, List<Page> pages) {
    List<Map<LocalDate, DayDigest>> digests = new ArrayList<>();
    Map<UUID, Map<LocalDate, DayDigest>> byConnection = new HashMap<>();
    request
        .targets()
        .forEach(
            target -> {
              Map<LocalDate, DayDigest> own = new HashMap<>();
              digests.add(own);
              byConnection.put(target.connectionId(), own);
            });
    for (Page page : pages) {
      for (FieldValueList row : page.rows()) {
        JsonCells cells = new JsonCells(row);
        digests.get((int) cells.integer(TARGET)).put(cells.date(METRIC_DATE), digest(cells));
      }
    }
    return byConnection;
  }

  private static DayDigest digest(JsonCells cells) {
    BigDecimal checksum = Objects.requireNonNull(cells.number(CHECKSUM), "of at least one row");
    return new DayDigest(
        cells.integer(ROW_COUNT),
        cells.number(SUMS),
        cells.number(SUMS + 1),
        cells.number(SUMS + 2),
        cells.number(SUMS + 3),
        cells.number(SUMS + 4),
        checksum,
        cells.integer(REJECTED));
  }
}
