package com.campaignsync.adapters.bigquery;

import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.source.NameJoin;
import com.campaignsync.domain.source.SourceColumn;
import com.campaignsync.domain.source.SourceException;
import com.campaignsync.domain.source.SourceException.Code;
import com.campaignsync.domain.source.SourceMapping;
import com.campaignsync.domain.source.SourceState;
import com.campaignsync.domain.source.SourceState.PartitionKind;
import com.campaignsync.domain.source.SourceState.Partitions;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.Table;
import com.google.cloud.bigquery.TableDefinition;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TimePartitioning;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Free metadata of a source: its columns and when what changed. Blocking. */
final class InspectTable {

  private final BigQuery bigQuery;
  private final SourceTables tables;
  private final PartitionTimes partitionTimes;

  InspectTable(BigQuery bigQuery, SourceTables tables) {
    this.bigQuery = bigQuery;
    this.tables = tables;
    this.partitionTimes = new PartitionTimes(bigQuery);
  }

  SourceState inspect(Entity entity, SourceMapping mapping) {
    Table table = find(tables.of(mapping), "source '" + mapping.table() + "'");
    TableDefinition definition = table.getDefinition();
    Schema schema = definition.getSchema();
    SourceSchema checked =
        SourceSchema.check(entity, mapping, schema == null ? Schema.of() : schema);
    NameJoin names = mapping.names();
    if (names != null) {
      NamesTable.check(
          names,
          find(tables.joined(mapping), "names table '" + names.table() + "'").getDefinition());
    }
    return definition instanceof StandardTableDefinition standard
        ? ofTable(mapping, table, standard, checked)
        : ungated(
            checked,
            null,
            false,
            mayLackDates(mapping, schema),
            "a " + definition.getType() + " tells no modification time");
  }

  /**
   * @throws SourceException if it does not exist
   */
  Table find(TableId id, String what) {
    Table table = bigQuery.getTable(id);
    if (table == null) {
      throw new SourceException(
          Code.SOURCE_TABLE_NOT_FOUND,
          what + " does not exist; mend the connection's source or mapping",
          null);
    }
    return table;
  }

  private SourceState ofTable(
      SourceMapping mapping,
      Table table,
      StandardTableDefinition definition,
      SourceSchema checked) {
    Instant modifiedAt = Instant.ofEpochMilli(table.getLastModifiedTime());
    boolean streaming = definition.getStreamingBuffer() != null;
    boolean mayLackDates = mayLackDates(mapping, definition.getSchema());
    TimePartitioning partitioning = definition.getTimePartitioning();
    PartitionGate gate = PartitionGate.of(mapping, partitioning);
    PartitionKind kind = gate.kind();
    if (kind == null || partitioning == null) {
      return ungated(
          checked, modifiedAt, streaming, mayLackDates, String.valueOf(gate.ungatedReason()));
    }
    PartitionTimes.Known times = times(tables.of(mapping), kind);
    if (times == null) {
      return ungated(
          checked, modifiedAt, streaming, mayLackDates, "its partitions' times cannot be read");
    }
    Long expiryMillis = partitioning.getExpirationMs();
    Duration expiry =
        expiryMillis == null || expiryMillis == 0 ? null : Duration.ofMillis(expiryMillis);
    return new SourceState(
        checked.columns(),
        checked.floatColumns(),
        checked.integerTexts(),
        new Partitions(kind, times.byFirstDay(), expiry),
        modifiedAt,
        streaming,
        null,
        mayLackDates && times.anyUndated());
  }

  /** A REQUIRED column has no NULL. */
  private static boolean mayLackDates(SourceMapping mapping, @Nullable Schema schema) {
    String date = mapping.nameOf(SourceColumn.METRIC_DATE);
    return schema == null
        || schema.getFields().stream()
            .filter(field -> field.getName().equalsIgnoreCase(date))
            .noneMatch(field -> field.getMode() == Field.Mode.REQUIRED);
  }

  /** A refusal costs only the gate: the whole window is read. Anything else is a failure. */
  private PartitionTimes.@Nullable Known times(TableId id, PartitionKind kind) {
    try {
      return partitionTimes.of(id, kind);
    } catch (BigQueryException refused) {
      if (refused.getCode() == 403) {
        return null;
      }
      throw refused;
    }
  }

  private static SourceState ungated(
      SourceSchema checked,
      @Nullable Instant modifiedAt,
      boolean streaming,
      boolean mayLackDates,
      String reason) {
    return new SourceState(
        checked.columns(),
        checked.floatColumns(),
        checked.integerTexts(),
        null,
        modifiedAt,
        streaming,
        reason,
        mayLackDates);
  }
}
