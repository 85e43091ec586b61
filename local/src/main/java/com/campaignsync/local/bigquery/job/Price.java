package com.campaignsync.local.bigquery.job;

import com.campaignsync.local.bigquery.analysis.Plan;
import com.campaignsync.local.bigquery.analysis.TableScan;
import com.campaignsync.local.bigquery.schema.Column;
import com.campaignsync.local.bigquery.schema.PhysicalTable;
import com.campaignsync.local.bigquery.storage.ByteSums;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a statement costs, by BigQuery's on-demand rules: the bytes of the columns it names in the
 * partitions it reads, each once; billed in whole MiB, at least 10 MiB a table; nothing read,
 * nothing billed.
 */
public record Price(long processedBytes, long billedBytes) {

  private static final long MIB = 1024L * 1024;

  /** BigQuery bills no less per referenced table. */
  private static final long TABLE_BYTES_MIN = 10 * MIB;

  private static final Price FREE = new Price(0, 0);

  /** The most the plan may cost, clustering left out: what a dry run tells. */
  static Price estimate(Plan plan, ByteSums sums) throws SQLException {
    return of(plan, sums, new BlockPruning(List.of(), sums));
  }

  /** What the plan costs over the tables as they are now, at most the estimate. */
  static Price actual(Plan plan, ByteSums sums) throws SQLException {
    return of(plan, sums, new BlockPruning(plan.scans(), sums));
  }

  private static Price of(Plan plan, ByteSums sums, BlockPruning blocks) throws SQLException {
    Map<PhysicalTable, Set<String>> cells = new HashMap<>();
    Map<PhysicalTable, Long> bytes = new HashMap<>();
    for (TableScan scan : plan.scans()) {
      if (scan.table().isInformationSchema()) {
        bytes.put(scan.table(), TABLE_BYTES_MIN);
        continue;
      }
      Set<String> read = cells.computeIfAbsent(scan.table(), t -> new HashSet<>());
      for (String partition : sums.partitionsRead(scan)) {
        scan.columns().forEach(column -> read.add(partition + '\0' + column));
      }
    }
    for (var entry : cells.entrySet()) {
      bytes.put(entry.getKey(), bytes(entry.getKey(), entry.getValue(), sums, blocks));
    }
    if (plan instanceof Plan.Change change && change.rewrites()) {
      bytes.merge(change.target().table(), rewritten(change.target(), sums), Long::sum);
    }
    return billed(bytes);
  }

  private static long bytes(
      PhysicalTable table, Set<String> cells, ByteSums sums, BlockPruning blocks)
      throws SQLException {
    long total = 0;
    List<Column> columns = table.schema().columns();
    for (var partition : sums.of(table).entrySet()) {
      long bytes = 0;
      for (int i = 0; i < columns.size(); i++) {
        if (cells.contains(partition.getKey() + '\0' + columns.get(i).name())) {
          bytes += partition.getValue()[i];
        }
      }
      total += blocks.read(table, partition.getKey(), bytes);
    }
    return total;
  }

  /** A rewriting statement also pays for all columns of the partitions it scans. */
  private static long rewritten(TableScan target, ByteSums sums) throws SQLException {
    Set<String> partitions = sums.partitionsRead(target);
    long bytes = 0;
    for (var partition : sums.of(target.table()).entrySet()) {
      if (partitions.contains(partition.getKey())) {
        for (int i = 0; i < target.table().schema().columns().size(); i++) {
          bytes += partition.getValue()[i];
        }
      }
    }
    return bytes;
  }

  private static Price billed(Map<PhysicalTable, Long> bytes) {
    long processed = bytes.values().stream().mapToLong(Long::longValue).sum();
    if (processed == 0) {
      return FREE;
    }
    long billed = bytes.values().stream().mapToLong(b -> Math.max(b, TABLE_BYTES_MIN)).sum();
    return new Price(processed, (billed + MIB - 1) / MIB * MIB);
  }
}
