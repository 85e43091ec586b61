package com.campaignsync.domain.store;

import java.time.Instant;
import java.util.UUID;

/**
 * Which state of a source's day is in the store.
 *
 * @param sourceModifiedAt modification time of the day's partition, seen before it was read
 * @param extractionVersion start of the BigQuery job that read it
 * @param jobId the sync job that stored it
 */
public record Watermark(Instant sourceModifiedAt, Instant extractionVersion, UUID jobId) {}
