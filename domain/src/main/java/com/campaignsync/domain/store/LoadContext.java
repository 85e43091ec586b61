package com.campaignsync.domain.store;

import com.campaignsync.domain.metric.Entity;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;

/**
 * What all loads of one read have in common.
 *
 * @param jobId the job that loads
 * @param entity which rows
 * @param connection whose rows
 * @param extractionVersion start of the BigQuery job that read them; a day already stored from a
 *     later one is left as it is
 * @param sourceModifiedAt for each day read, its partition's modification time seen before the
 *     read; becomes the day's watermark
 * @param deletion which rows may go
 */
public record LoadContext(
    UUID jobId,
    Entity entity,
    AdConnection connection,
    Instant extractionVersion,
    Map<LocalDate, Instant> sourceModifiedAt,
    Deletion deletion) {

  public LoadContext {
    sourceModifiedAt = Map.copyOf(sourceModifiedAt);
  }
}
