package com.campaignsync.adapters.bigquery;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQuery.TableDataListOption;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.Table;
import com.google.cloud.bigquery.TableId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When each day partition was last modified, from the meta-table {@code
 * table$__PARTITIONS_SUMMARY__}: metadata calls only, no query job, nothing billed. Blocking.
 */
final class PartitionTimes {

  /** A table has at most 10,000 partitions: a page or two. */
  private static final int PAGE_ROWS = 5_000;

  private static final Pattern DAY = Pattern.compile("\\d{8}");

  private final BigQuery bigQuery;

  PartitionTimes(BigQuery bigQuery) {
    this.bigQuery = bigQuery;
  }

  /** Null where the meta-table cannot be had: then nothing can be gated by partition. */
  @Nullable Map<LocalDate, Instant> of(TableId table) {
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
    for (FieldValueList row :
        bigQuery
            .listTableData(summary.getTableId(), schema, TableDataListOption.pageSize(PAGE_ROWS))
            .iterateAll()) {
      String partition = row.get("partition_id").getStringValue();
      // __NULL__ and __UNPARTITIONED__ hold rows of no day and of the streaming buffer.
      if (DAY.matcher(partition).matches()) {
        times.put(
            LocalDate.parse(partition, DateTimeFormatter.BASIC_ISO_DATE),
            Instant.ofEpochMilli(row.get("last_modified_time").getLongValue()));
      }
    }
    return times;
  }
}
