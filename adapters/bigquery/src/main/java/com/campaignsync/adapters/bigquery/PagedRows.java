package com.campaignsync.adapters.bigquery;

import com.campaignsync.adapters.bigquery.ResultPages.Page;
import com.google.cloud.bigquery.FieldValueList;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;

/**
 * A large result by REST pages, for where the Storage Read API is not to be had. The result is in
 * order of the connections, and each row tells how many its connection has: so whoever reads them
 * in order fetches each page once, and whoever jumps ahead pages over what lies between.
 */
final class PagedRows implements TargetRows {

  private record Numbered(long number, FieldValueList row) {

    int target() {
      return (int) row.get(ResultLayout.TARGET).getLongValue();
    }
  }

  private final ResultPages pages;

  /** Where a connection's rows start, as far as is known. */
  private final NavigableMap<Integer, Long> starts = new ConcurrentSkipListMap<>(Map.of(0, 0L));

  PagedRows(ResultPages pages) {
    this.pages = pages;
  }

  @Override
  public Flux<? extends Cells> of(int target) {
    return Flux.defer(
        () ->
            pages
                .from(Objects.requireNonNull(starts.floorEntry(target)).getValue())
                .concatMapIterable(PagedRows::numbered, 1)
                .skipWhile(row -> row.target() < target)
                .takeWhile(row -> row.target() == target)
                .map(this::noted));
  }

  private static Iterable<Numbered> numbered(Page page) {
    return () ->
        IntStream.range(0, page.rows().size())
            .mapToObj(i -> new Numbered(page.start() + i, page.rows().get(i)))
            .iterator();
  }

  private JsonCells noted(Numbered row) {
    JsonCells cells = new JsonCells(row.row());
    if (starts.putIfAbsent(row.target(), row.number()) == null || !known(row.target() + 1)) {
      long own = Math.max(1, cells.integer(ResultLayout.TARGET_ROWS));
      starts.put(row.target() + 1, Objects.requireNonNull(starts.get(row.target())) + own);
    }
    return cells;
  }

  private boolean known(int target) {
    return starts.containsKey(target);
  }
}
