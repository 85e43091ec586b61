package com.campaignsync.domain.store;

import java.time.LocalDate;
import java.time.YearMonth;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Lets old data go, in steps so small that syncs and readers go on beside it. */
public interface RetentionStore {

  /**
   * Months that have days and all of them before {@code firstKeptDay}, the oldest first, with what
   * each holds. Changes nothing.
   *
   * @param firstKeptDay first day that must stay, as {@link Retention#firstDay} tells
   */
  Flux<MonthContents> droppable(LocalDate firstKeptDay);

  /**
   * Drops a month, all of it or nothing: its rows, change log, rollups, watermarks and
   * reconciliations. Campaigns' totals stay what they are, sums over the rows kept. Waits for loads
   * and readers for two seconds at most, then gives up with code {@code STORE_BUSY}; while it is at
   * work, they wait for it.
   *
   * @throws IllegalArgumentException (as the error of the result) if a day of the month is not
   *     before {@code firstKeptDay}
   */
  Mono<MonthContents> dropMonth(YearMonth month, LocalDate firstKeptDay);

  /** What {@link #purge} would delete if it went on to the end. Changes nothing. */
  Mono<PurgeCounts> purgeable(PurgeCutoffs cutoffs);

  /**
   * Deletes records of work that are old enough; call again until nothing went. Jobs stay while
   * rejects of theirs do, and a parent while parts of it do.
   *
   * @param limit most rows of each kind that this call deletes, in one transaction
   */
  Mono<PurgeCounts> purge(PurgeCutoffs cutoffs, int limit);
}
