package com.campaignsync.benchmarks.sync;

import java.time.Duration;

/**
 * What one sync took.
 *
 * @param all wall time from the message to the settled job
 * @param metadata asking the source what moved
 * @param query the query job, from its start until its first row can be fetched
 * @param rowsComeIn rows being fetched, decoded, checked, written as text and copied to staging,
 *     all at once
 * @param load {@code rowsComeIn} and then merge, rollups, totals, change log and commit
 * @param peakHeapBytes most heap used since the process began, summed over the collector's spaces
 */
record Timing(
    Duration all,
    Duration metadata,
    Duration query,
    Duration rowsComeIn,
    Duration load,
    long peakHeapBytes) {

  String toLine() {
    return String.join(
        " ",
        all.toString(),
        metadata.toString(),
        query.toString(),
        rowsComeIn.toString(),
        load.toString(),
        String.valueOf(peakHeapBytes));
  }

  static Timing ofLine(String line) {
    String[] parts = line.split(" ");
    return new Timing(
        Duration.parse(parts[0]),
        Duration.parse(parts[1]),
        Duration.parse(parts[2]),
        Duration.parse(parts[3]),
        Duration.parse(parts[4]),
        Long.parseLong(parts[5]));
  }

  Duration merge() {
    return load.minus(rowsComeIn);
  }

  /** Claiming, planning, settling; and waiting for the first rows beside a load. */
  Duration rest() {
    return all.minus(metadata).minus(query).minus(load);
  }
}
