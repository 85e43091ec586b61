package com.campaignsync.local.bigquery.job;

import com.campaignsync.local.bigquery.analysis.TableScan;
import com.campaignsync.local.bigquery.schema.PhysicalTable;
import com.campaignsync.local.bigquery.storage.ByteSums;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How much of a clustered table's partitions is read: rows of one clustering value lie together, so
 * a filter reads their share, in whole blocks.
 */
final class BlockPruning {

  /** BigQuery's blocks are larger; with these the difference shows on a laptop's tables too. */
  private static final long BLOCK_BYTES = 1024 * 1024;

  /** Share of each partition's rows that pass, by table; a table without an entry is read whole. */
  private final Map<PhysicalTable, Map<String, Double>> shares = new HashMap<>();

  BlockPruning(List<TableScan> scans, ByteSums sums) throws SQLException {
    for (TableScan scan : scans) {
      if (scans.stream().filter(s -> s.table().equals(scan.table())).count() == 1
          && !scan.clusterConditions().isEmpty()) {
        shares.put(scan.table(), sums.sharesRead(scan));
      }
    }
  }

  /** Of these bytes of a partition, those that are read. */
  long read(PhysicalTable table, String partition, long bytes) {
    Map<String, Double> ofTable = shares.get(table);
    if (ofTable == null || bytes <= BLOCK_BYTES) {
      return bytes;
    }
    long blocks = (long) Math.ceil(ofTable.getOrDefault(partition, 0.0) * bytes / BLOCK_BYTES);
    return Math.min(bytes, blocks * BLOCK_BYTES);
  }
}
