package com.campaignsync.domain.source;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What free metadata calls say about a source, taken before it is read.
 *
 * @param columns the mapped columns that the table has; all required ones are among them
 * @param floatColumns those of {@code columns} that are FLOAT64 and may hold NaN or infinities
 * @param partitionTimes last modification per day partition, or null where they cannot be known (a
 *     view, an unpartitioned table, another partition column): then nothing can be gated
 * @param modifiedAt last modification of the whole table; null for a view, whose rows change
 *     without it
 * @param streamingBuffer whether rows wait in a streaming buffer: they are visible to queries but
 *     move no partition's time yet
 * @param ungatedReason why {@code partitionTimes} is null; null where it is not
 */
public record SourceState(
    Set<SourceColumn> columns,
    Set<SourceColumn> floatColumns,
    @Nullable Map<LocalDate, Instant> partitionTimes,
    @Nullable Instant modifiedAt,
    boolean streamingBuffer,
    @Nullable String ungatedReason) {

  public SourceState {
    columns = Set.copyOf(columns);
    floatColumns = Set.copyOf(floatColumns);
    partitionTimes = partitionTimes == null ? null : Map.copyOf(partitionTimes);
  }
}
