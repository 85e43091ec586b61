package com.campaignsync.domain.store;

import com.campaignsync.domain.metric.DayDigest;
import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.source.SourceRecord;
import com.campaignsync.domain.source.UndatedRows;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The rows themselves, and the watermark that is written with them. */
public interface MetricsStore {

  /** For each day of the window that was ever read, what is in the store. */
  Mono<Map<LocalDate, Watermark>> watermarks(UUID connectionId, Entity entity, DayWindow window);

  /** What the store holds of each of the window's days that has a row. */
  Mono<Map<LocalDate, DayDigest>> digests(UUID connectionId, Entity entity, DayWindow window);

  /**
   * Proves, by the rows that are stored, the sums that are kept of them: the daily rollup of each
   * of the window's days and the totals of the connection's campaigns. What is wrong is put right,
   * and the tenant's data version grows then; in one transaction under the lease's fence.
   *
   * @return what was wrong
   */
  Mono<SumsCorrected> proveSums(Lease lease, AdConnection connection, DayWindow window);

  /**
   * Keeps what of a connection's source has no day: the samples as open rejects NO_DATE, the count
   * on the job, as {@code rows_without_date} and among its failed records; what is not there any
   * more is settled. Once more with the same changes nothing. In one transaction under the fence.
   */
  Mono<Void> keepUndated(Lease lease, UUID jobId, Entity entity, UndatedRows undated);

  /** Makes the monthly partitions that the days of the next loads need, where missing. */
  Mono<Void> ensureMonths(Set<YearMonth> months);

  /**
   * Stores whole days, in one transaction under the lease's fence: rows that differ, rows that
   * vanished where {@link LoadContext#deletion} allows it, their change log, rejects, rollups,
   * campaign totals, the days' watermarks, the job's counters and the tenant's data version. All of
   * it or nothing. What earlier jobs rejected of these days is settled by it: their rejects are no
   * longer open.
   *
   * @param days the days that {@code records} holds completely, asked for when the last record has
   *     passed; each gets its watermark. A day without a record is one the source has no row of.
   * @param records the records of exactly those days, streamed
   */
  Mono<LoadCounts> load(
      Lease lease, LoadContext context, Supplier<Set<LocalDate>> days, Flux<SourceRecord> records);
}
