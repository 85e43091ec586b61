package com.campaignsync.local.bigquery.read;

import com.campaignsync.local.bigquery.storage.Results.Result;
import com.google.cloud.bigquery.storage.v1.ArrowSchema;
import java.time.Instant;
import java.util.List;

/**
 * A read session: rows that no longer change, and who reads which of them.
 *
 * @param name {@code projects/P/locations/L/sessions/S}
 * @param rows the DuckDB table with the rows, numbered from 0
 * @param streams by their numbers
 * @param expires the first instant at which it is gone
 */
record Session(
    String name,
    Result rows,
    List<ReadColumn> columns,
    ArrowSchema schema,
    List<RowRange> streams,
    Instant expires) {

  /** The name of stream {@code number}. */
  String streamName(int number) {
    return name + "/streams/" + number;
  }
}
