package com.campaignsync.adapters.bigquery;

import com.campaignsync.domain.source.SourceException;
import com.campaignsync.domain.source.SourceException.Code;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQuery.TableDataListOption;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TableResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * A query's result, page by page, each asked for by the number of its first row: there is no page
 * token that could repeat or skip, and a page that comes short is followed by the rows it lacks.
 */
final class ResultPages {

  /**
   * Rows of one page: some 12 MB in the client, where every cell is an object; the next page is
   * fetched while this one is loaded.
   */
  static final int PAGE_ROWS = 5_000;

  /**
   * One page.
   *
   * @param start number of its first row
   * @param totalRows of the whole result
   */
  record Page(long start, List<FieldValueList> rows, long totalRows) {

    long end() {
      return start + rows.size();
    }
  }

  private final BigQuery bigQuery;
  private final TableId table;
  private final Duration timeout;

  ResultPages(BigQuery bigQuery, TableId table, Duration timeout) {
    this.bigQuery = bigQuery;
    this.table = table;
    this.timeout = timeout;
  }

  /** The pages from a row on, one fetched ahead at most. */
  Flux<Page> from(long start) {
    return fetch(start)
        .expand(page -> page.end() < page.totalRows() ? after(page) : Mono.empty())
        .onErrorMap(BigQueryErrors::translate);
  }

  private Mono<Page> after(Page last) {
    return fetch(last.end())
        .map(
            page -> {
              if (page.totalRows() != last.totalRows()) {
                throw broken(
                    "its result changed from %d to %d rows", last.totalRows(), page.totalRows());
              }
              return page;
            });
  }

  /** The page that starts at a row; it has at least one, unless the result is empty. */
  Mono<Page> fetch(long start) {
    return Mono.fromCallable(() -> list(start))
        .subscribeOn(Schedulers.boundedElastic())
        .timeout(timeout)
        .onErrorMap(
            TimeoutException.class,
            late ->
                broken("no page of rows came within %d s of row %d", timeout.toSeconds(), start))
        .onErrorMap(BigQueryErrors::translate);
  }

  private Page list(long start) {
    TableResult answer =
        bigQuery.listTableData(
            table, TableDataListOption.pageSize(PAGE_ROWS), TableDataListOption.startIndex(start));
    List<FieldValueList> rows = new ArrayList<>();
    answer.getValues().forEach(rows::add);
    Page page = new Page(start, rows, answer.getTotalRows());
    if (rows.isEmpty() && start < page.totalRows()) {
      throw broken("it gave %d of %d rows", start, page.totalRows());
    }
    return page;
  }

  static SourceException broken(String problem, Object... arguments) {
    return new SourceException(
        Code.SOURCE_UNAVAILABLE,
        "BigQuery did not answer in full: " + problem.formatted(arguments) + "; it is tried again",
        null);
  }
}
