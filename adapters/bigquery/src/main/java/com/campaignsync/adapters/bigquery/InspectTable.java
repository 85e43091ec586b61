package com.campaignsync.adapters.bigquery;

import com.campaignsync.domain.source.SourceColumn;
import com.campaignsync.domain.source.SourceException;
import com.campaignsync.domain.source.SourceMapping;
import com.campaignsync.domain.source.SourceState;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.Table;
import com.google.cloud.bigquery.TableDefinition;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TimePartitioning;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Free metadata of a source: its columns and when what changed. Blocking. */
final class InspectTable {

  private final BigQuery bigQuery;
  private final PartitionTimes partitionTimes;

  InspectTable(BigQuery bigQuery) {
    this.bigQuery = bigQuery;
    this.partitionTimes = new PartitionTimes(bigQuery);
  }

  SourceState inspect(SourceMapping mapping, TableId id) {
    Table table = bigQuery.getTable(id);
    if (table == null) {
      throw new SourceException(
          SourceException.Code.SOURCE_TABLE_NOT_FOUND,
          "source '%s' does not exist; mend the connection's source".formatted(mapping.table()),
          null);
    }
    TableDefinition definition = table.getDefinition();
    Schema schema = definition.getSchema();
    SourceSchema checked = SourceSchema.check(mapping, schema == null ? Schema.of() : schema);
    if (definition instanceof StandardTableDefinition standard) {
      return ofTable(mapping, id, table, standard, checked);
    }
    return new SourceState(
        checked.columns(),
        checked.floatColumns(),
        null,
        null,
        false,
        "a " + definition.getType() + " tells no modification time of its rows");
  }

  private SourceState ofTable(
      SourceMapping mapping,
      TableId id,
      Table table,
      StandardTableDefinition definition,
      SourceSchema checked) {
    boolean gated = isPartitionedByDate(definition.getTimePartitioning(), mapping);
    return new SourceState(
        checked.columns(),
        checked.floatColumns(),
        gated ? partitionTimes.of(id) : null,
        Instant.ofEpochMilli(table.getLastModifiedTime()),
        definition.getStreamingBuffer() != null,
        gated ? null : "not partitioned by day on " + mapping.nameOf(SourceColumn.METRIC_DATE));
  }

  private static boolean isPartitionedByDate(
      @Nullable TimePartitioning partitioning, SourceMapping mapping) {
    return partitioning != null
        && partitioning.getType() == TimePartitioning.Type.DAY
        && mapping.nameOf(SourceColumn.METRIC_DATE).equalsIgnoreCase(partitioning.getField());
  }
}
