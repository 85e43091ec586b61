package com.campaignsync.domain.store;

import com.campaignsync.domain.metric.Entity;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
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
 * @param campaignIds the only campaigns that were read, by the platform's ids; empty is all. Where
 *     there are any, the days get no watermark and other campaigns' rejects stay open
 */
public record LoadContext(
    UUID jobId,
    Entity entity,
    AdConnection connection,
    Instant extractionVersion,
    Map<LocalDate, Instant> sourceModifiedAt,
    Deletion deletion,
    Set<String> campaignIds) {

  public LoadContext {
    sourceModifiedAt = Map.copyOf(sourceModifiedAt);
    campaignIds = Set.copyOf(campaignIds);
    if (!campaignIds.isEmpty() && !deletion.provenDays().isEmpty()) {
      throw new IllegalArgumentException("a read of some campaigns proves no day");
    }
  }

  /** Of all campaigns. */
  public LoadContext(
      UUID jobId,
      Entity entity,
      AdConnection connection,
      Instant extractionVersion,
      Map<LocalDate, Instant> sourceModifiedAt,
      Deletion deletion) {
    this(jobId, entity, connection, extractionVersion, sourceModifiedAt, deletion, Set.of());
  }

  /** Whether whole days were read. */
  public boolean isOfWholeDays() {
    return campaignIds.isEmpty();
  }
}
