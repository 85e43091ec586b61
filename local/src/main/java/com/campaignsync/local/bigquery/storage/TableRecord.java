package com.campaignsync.local.bigquery.storage;

import com.campaignsync.local.bigquery.schema.PhysicalTable;

/**
 * A table with its metadata.
 *
 * @param createdMillis and {@code modifiedMillis}: milliseconds since 1970
 * @param rows all rows, those in the streaming buffer included
 * @param bufferedRows rows still in the streaming buffer
 * @param oldestBufferedMillis when the oldest of them came; 0 if there is none
 */
public record TableRecord(
    PhysicalTable table,
    long createdMillis,
    long modifiedMillis,
    long rows,
    long bufferedRows,
    long oldestBufferedMillis) {}
