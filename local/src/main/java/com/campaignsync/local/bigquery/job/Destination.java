package com.campaignsync.local.bigquery.job;

import com.campaignsync.local.bigquery.schema.TableRef;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * Where a query's rows go.
 *
 * @param write WRITE_EMPTY, WRITE_APPEND or WRITE_TRUNCATE
 * @param create whether the table is made if it is missing
 * @param shape the query's configuration: partitions and clustering of a new table
 */
public record Destination(TableRef ref, String write, boolean create, JsonNode shape) {}
