package com.campaignsync.domain.sync;

import com.campaignsync.domain.store.MonthContents;
import com.campaignsync.domain.store.PurgeCounts;
import com.campaignsync.domain.store.PurgeCutoffs;
import com.campaignsync.domain.store.Retention;
import com.campaignsync.domain.store.RetentionStore;
import com.campaignsync.domain.store.StoreException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Lets go what is older than is kept: months whose every day is, and records of work. The days of
 * retention are a minimum; a month that is open or partly kept stays whole.
 */
public final class CleanUp {

  /** Rows of each kind deleted in one transaction: a second's work. */
  private static final int PURGE_BATCH = 5_000;

  /** Batches of one run; what is left goes next week. */
  private static final int PURGE_BATCHES_MAX = 200;

  /** Some three minutes in all: longer than a load's transaction. */
  private static final int DROP_RETRIES_MAX = 6;

  private static final Duration DROP_RETRY_AFTER = Duration.ofSeconds(3);

  private final RetentionStore store;
  private final InstantSource clock;
  private final Retention retention;

  public CleanUp(RetentionStore store, InstantSource clock, Retention retention) {
    this.store = store;
    this.clock = clock;
    this.retention = retention;
  }

  /** Answers how much went, by kind, in rows. Interrupted or run twice, it goes on where it was. */
  public Mono<Map<String, Long>> run() {
    return dropMonths().flatMap(months -> purge().map(purged -> inNumbers(months, purged)));
  }

  private Mono<List<MonthContents>> dropMonths() {
    LocalDate firstKept = retention.firstDay(clock.instant());
    if (firstKept == null) {
      return Mono.just(List.of());
    }
    return store
        .droppable(firstKept)
        .concatMap(month -> drop(month.month(), firstKept))
        .collectList();
  }

  /** A load that holds the month's tables for longer than dropping waits is over soon. */
  private Mono<MonthContents> drop(YearMonth month, LocalDate firstKept) {
    return store
        .dropMonth(month, firstKept)
        .retryWhen(Retry.backoff(DROP_RETRIES_MAX, DROP_RETRY_AFTER).filter(CleanUp::isBusy));
  }

  private static boolean isBusy(Throwable error) {
    return error instanceof StoreException busy && busy.code().isBusy();
  }

  private Mono<PurgeCounts> purge() {
    PurgeCutoffs cutoffs = PurgeCutoffs.at(clock.instant());
    return Flux.range(0, PURGE_BATCHES_MAX)
        .concatMap(batch -> store.purge(cutoffs, PURGE_BATCH), 1)
        .takeUntil(purged -> purged.total() == 0)
        .reduce(PurgeCounts.NONE, PurgeCounts::plus);
  }

  private static Map<String, Long> inNumbers(List<MonthContents> months, PurgeCounts purged) {
    Map<String, Long> numbers = new LinkedHashMap<>();
    numbers.put("months", (long) months.size());
    numbers.put("metric_rows", months.stream().mapToLong(MonthContents::metricRows).sum());
    numbers.put("change_rows", months.stream().mapToLong(MonthContents::changeRows).sum());
    numbers.put("jobs", purged.jobs());
    numbers.put("rejects", purged.rejects());
    numbers.put("dead_letters", purged.deadLetters());
    numbers.put("request_records", purged.requestRecords());
    return numbers;
  }
}
