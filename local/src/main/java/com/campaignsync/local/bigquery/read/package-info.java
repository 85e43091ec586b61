/**
 * The BigQuery Storage Read API v1 over gRPC: read sessions on tables and query results, their rows
 * as Arrow record batches.
 *
 * <p>As in BigQuery, reading this way makes no job: it is outside {@code maximumBytesBilled} and
 * leaves nothing in {@code INFORMATION_SCHEMA.JOBS}, so read only results that a billed query has
 * made. A session shows its table as it was when the session was created.
 *
 * <p>Not there, and refused as UNIMPLEMENTED: Avro, compression, snapshot time, sampling and
 * splitting of streams. {@code estimated_total_bytes_scanned} stays 0.
 */
@NullMarked
package com.campaignsync.local.bigquery.read;

import org.jspecify.annotations.NullMarked;
