package com.campaignsync.local.bigquery.read;

import java.util.ArrayList;
import java.util.List;

/**
 * Neighbouring rows of a session: what one stream reads.
 *
 * @param first inclusive, from 0
 * @param end exclusive
 */
record RowRange(long first, long end) {

  /** Fewer rows are not worth a stream of their own. */
  static final long ROWS_PER_STREAM_MIN = 1_000;

  /** Streams where the client leaves the number to us: more than the cores here gain nothing. */
  static final int STREAMS_DEFAULT = 4;

  /** BigQuery's own limit. */
  static final int STREAMS_MAX = 1_000;

  long rows() {
    return end - first;
  }

  /**
   * Splits {@code rows} rows into ranges that meet without overlap and whose lengths differ by one
   * row at most; none if there are no rows, as in BigQuery.
   *
   * @param wanted most ranges, 0 for our choice
   */
  static List<RowRange> split(long rows, int wanted) {
    int most = wanted == 0 ? STREAMS_DEFAULT : Math.min(wanted, STREAMS_MAX);
    long streams = Math.min(most, (rows + ROWS_PER_STREAM_MIN - 1) / ROWS_PER_STREAM_MIN);
    List<RowRange> ranges = new ArrayList<>();
    for (long i = 0; i < streams; i++) {
      ranges.add(new RowRange(rows * i / streams, rows * (i + 1) / streams));
    }
    return ranges;
  }
}
