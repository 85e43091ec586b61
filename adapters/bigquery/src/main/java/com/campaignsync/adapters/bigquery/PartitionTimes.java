package com.campaignsync.adapters.bigquery;

import com.campaignsync.domain.source.SourceState.PartitionKind;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQuery.TableDataListOption;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.Table;
import com.google.cloud.bigquery.TableId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When each partition was last modified, from the meta-table {@code table$__PARTITIONS_SUMMARY__}:
 * metadata calls only, no query job, nothing billed. Blocking.
 */
final class PartitionTimes {

  /** A table has at most 10,000 partitions: a page or two. */
  private static final int PAGE_ROWS = 5_000;

  private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("yyyyMM");

  /** BigQuery's name of the partition whose rows have NULL in the partition column. */
  private static final String OF_NO_DAY = "__NULL__";

  private final BigQuery bigQuery;

  PartitionTimes(BigQuery bigQuery) {
    this.bigQuery = bigQuery;
  }

  /**
   * What the meta-table tells.
   *
   * @param anyUndated whether there is a partition of the rows whose day is NULL
   */
  record Known(Map<LocalDate, Instant> byFirstDay, boolean anyUndated) {}

  /** Null where the meta-table cannot be had. */
  @Nullable Known of(TableId table, PartitionKind kind) {
    Table summary =
        bigQuery.getTable(
            TableId.of(
                table.getProject(),
                table.getDataset(),
                table.getTable() + "$__PARTITIONS_SUMMARY__"));
    Schema schema = summary == null ? null : summary.getDefinition().getSchema();
    if (summary == null || schema == null) {
      return null;
    }
    Map<LocalDate, Instant> times = new HashMap<>();
    boolean anyUndated = false;
    for (FieldValueList row :
        bigQuery
            .listTableData(summary.getTableId(), schema, TableDataListOption.pageSize(PAGE_ROWS))
            .iterateAll()) {
      String id = row.get("partition_id").getStringValue();
      anyUndated |= id.equals(OF_NO_DAY);
      LocalDate first = firstDay(id, kind);
      if (first != null) {
        times.put(first, Instant.ofEpochMilli(row.get("last_modified_time").getLongValue()));
      }
    }
    return new Known(times, anyUndated);
  }

  /** Null for {@code __NULL__} and {@code __UNPARTITIONED__}: they hold rows of no day. */
  static @Nullable LocalDate firstDay(String partitionId, PartitionKind kind) {
    if (partitionId.startsWith("__")) {
      return null;
    }
    return switch (kind) {
      case DAY -> LocalDate.parse(partitionId, DateTimeFormatter.BASIC_ISO_DATE);
      case MONTH -> YearMonth.parse(partitionId, MONTH).atDay(1);
    };
  }
}
