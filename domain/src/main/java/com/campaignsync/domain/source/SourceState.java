package com.campaignsync.domain.source;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What free metadata calls say about a source, taken before it is read.
 *
 * @param columns the mapped columns that the table has; all required ones are among them
 * @param floatColumns those of {@code columns} that are FLOAT64 and may hold NaN or infinities
 * @param integerTexts those of {@code columns} that we keep as text and the source has as INT64
 * @param partitions its partitions on the mapped day, or null where they cannot be known (a view,
 *     an unpartitioned table, another partition column): then no single day can be gated
 * @param modifiedAt last modification of the whole table; null for a view, whose rows change
 *     without it
 * @param streamingBuffer whether rows wait in a streaming buffer: they are visible to queries but
 *     move no partition's time yet
 * @param ungatedReason why {@code partitions} is null; null where it is not
 * @param mayLackDates whether there may be rows whose day is NULL: not where the column is REQUIRED
 *     or no partition holds them
 */
public record SourceState(
    Set<SourceColumn> columns,
    Set<SourceColumn> floatColumns,
    Set<SourceColumn> integerTexts,
    @Nullable Partitions partitions,
    @Nullable Instant modifiedAt,
    boolean streamingBuffer,
    @Nullable String ungatedReason,
    boolean mayLackDates) {

  public SourceState {
    columns = Set.copyOf(columns);
    floatColumns = Set.copyOf(floatColumns);
    integerTexts = Set.copyOf(integerTexts);
  }

  /** The state of a source whose texts are all STRING and whose rows all have a day. */
  public SourceState(
      Set<SourceColumn> columns,
      Set<SourceColumn> floatColumns,
      @Nullable Partitions partitions,
      @Nullable Instant modifiedAt,
      boolean streamingBuffer,
      @Nullable String ungatedReason) {
    this(
        columns,
        floatColumns,
        Set.of(),
        partitions,
        modifiedAt,
        streamingBuffer,
        ungatedReason,
        false);
  }

  /** How many days a partition holds. */
  public enum PartitionKind {
    DAY,
    MONTH
  }

  /**
   * The partitions that exist.
   *
   * @param kind how many days each holds
   * @param modifiedAt last modification by the partition's first day
   * @param expiry how long after its day BigQuery drops a partition; null for never. A partition
   *     that is gone by age says nothing about its rows.
   */
  public record Partitions(
      PartitionKind kind, Map<LocalDate, Instant> modifiedAt, @Nullable Duration expiry) {

    public Partitions {
      modifiedAt = Map.copyOf(modifiedAt);
    }

    /** When the partition that holds a day was last modified; null if there is none. */
    public @Nullable Instant modifiedAt(LocalDate day) {
      return modifiedAt.get(
          switch (kind) {
            case DAY -> day;
            case MONTH -> YearMonth.from(day).atDay(1);
          });
    }
  }
}
