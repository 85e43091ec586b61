package com.campaignsync.local.bigquery.rest;

import com.campaignsync.local.bigquery.job.JobFailure;
import com.campaignsync.local.bigquery.schema.Column;
import com.campaignsync.local.bigquery.schema.Partitioning;
import com.campaignsync.local.bigquery.schema.PhysicalTable;
import com.campaignsync.local.bigquery.schema.SqlType;
import com.campaignsync.local.bigquery.schema.TableRef;
import com.campaignsync.local.bigquery.schema.ValueType;
import com.campaignsync.local.bigquery.storage.PartitionTimes;
import com.campaignsync.local.bigquery.storage.PartitionTimes.Partition;
import com.campaignsync.local.bigquery.storage.StreamingBuffer;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The meta-table {@code table$__PARTITIONS_SUMMARY__}: partitions with their times. */
public final class PartitionsSummary {

  static final List<Column> COLUMNS =
      List.of(
          column("project_id", SqlType.STRING),
          column("dataset_id", SqlType.STRING),
          column("table_id", SqlType.STRING),
          column("partition_id", SqlType.STRING),
          column("creation_time", SqlType.INT64),
          column("creation_timestamp", SqlType.TIMESTAMP),
          column("last_modified_time", SqlType.INT64),
          column("last_modified_timestamp", SqlType.TIMESTAMP));

  private static final String SUFFIX = "$__PARTITIONS_SUMMARY__";

  private final PartitionTimes times;
  private final StreamingBuffer buffer;

  public PartitionsSummary(PartitionTimes times, StreamingBuffer buffer) {
    this.times = times;
    this.buffer = buffer;
  }

  private static Column column(String name, SqlType type) {
    return Column.of(name, ValueType.of(type));
  }

  static boolean isSummary(TableRef ref) {
    return ref.table().endsWith(SUFFIX);
  }

  static TableRef base(TableRef ref) {
    String name = ref.table().substring(0, ref.table().length() - SUFFIX.length());
    return new TableRef(ref.project(), ref.dataset(), name);
  }

  /** The meta-table's rows, one a partition, in BigQuery's JSON form. */
  ArrayNode rows(PhysicalTable table, boolean int64Timestamps) throws SQLException {
    if (table.schema().partitioning() == null) {
      throw new JobFailure(
          "invalid",
          "Cannot read partition information from a table that is not partitioned: " + table.ref());
    }
    List<Partition> partitions = new ArrayList<>(times.list(table));
    StreamingBuffer.State waiting = buffer.state(table);
    if (waiting.rows() > 0) {
      partitions.add(
          new Partition(
              Partitioning.UNPARTITIONED_ID, waiting.oldestMillis(), waiting.newestMillis()));
    }
    ArrayNode rows = JsonNodeFactory.instance.arrayNode();
    partitions.forEach(p -> row(rows, table.ref(), p, int64Timestamps));
    return rows;
  }

  private static void row(ArrayNode rows, TableRef ref, Partition partition, boolean int64) {
    ArrayNode cells = rows.addObject().putArray("f");
    for (String text :
        List.of(
            ref.project(),
            ref.dataset(),
            ref.table(),
            partition.id(),
            Long.toString(partition.createdMillis()),
            timestamp(partition.createdMillis(), int64),
            Long.toString(partition.modifiedMillis()),
            timestamp(partition.modifiedMillis(), int64))) {
      cells.addObject().put("v", text);
    }
  }

  private static String timestamp(long millis, boolean int64) {
    return int64 ? millis + "000" : BigDecimal.valueOf(millis, 3).toPlainString();
  }
}
