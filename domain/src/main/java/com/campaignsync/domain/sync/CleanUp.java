package com.campaignsync.domain.sync;

import com.campaignsync.domain.store.MonthContents;
import com.campaignsync.domain.store.PurgeCounts;
import com.campaignsync.domain.store.PurgeCutoffs;
import com.campaignsync.domain.store.RetentionStore;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Lets go what is older than is kept: months whose every day is, and records of work. The days of
 * retention are a minimum; a month that is open or partly kept stays whole.
 */
public final class CleanUp {

  /** Rows of each kind deleted in one transaction: a second's work. */
  private static final int PURGE_BATCH = 5_000;

  /** Batches of one run; what is left goes next week. */
  private static final int PURGE_BATCHES_MAX = 200;

  private final RetentionStore store;
  private final InstantSource clock;
  private final @Nullable Integer retentionDays;

  /**
   * @param retentionDays days that are kept at least; null drops no month ever
   */
  public CleanUp(RetentionStore store, InstantSource clock, @Nullable Integer retentionDays) {
    this.store = store;
    this.clock = clock;
    this.retentionDays = retentionDays;
  }

  /** Answers how much went, by kind, in rows. Interrupted or run twice, it goes on where it was. */
  public Mono<Map<String, Long>> run() {
    return dropMonths().flatMap(months -> purge().map(purged -> inNumbers(months, purged)));
  }

  private Mono<List<MonthContents>> dropMonths() {
    Integer days = retentionDays;
    if (days == null) {
      return Mono.just(List.of());
    }
    // Where the day begins last: no tenant's today is earlier.
    LocalDate firstKept =
        LocalDate.ofInstant(clock.instant(), ZoneOffset.ofHours(-12)).minusDays(days);
    return store
        .droppable(firstKept)
        .concatMap(month -> store.dropMonth(month.month(), firstKept))
        .collectList();
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
    return numbers;
  }
}
