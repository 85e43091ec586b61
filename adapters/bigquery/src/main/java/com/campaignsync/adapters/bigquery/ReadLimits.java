package com.campaignsync.adapters.bigquery;

/**
 * What a read may do.
 *
 * @param projectId project that the jobs run in and that pays for them
 * @param location where the dataset lives, for example {@code US}
 * @param maximumBytesBilled BigQuery refuses a query that would bill more, free of charge
 * @param useQueryCache whether an identical query may be answered from BigQuery's cache
 */
public record ReadLimits(
    String projectId, String location, long maximumBytesBilled, boolean useQueryCache) {}
