package com.campaignsync.domain.store;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a job ended, for who watches: all its attempts together.
 *
 * @param jobId which
 * @param connectionId of which connection; null once that was deleted
 * @param tenantId whose
 * @param entity which rows
 * @param type what kind of work
 * @param status how it ended
 * @param errorCode why it failed, or which complaint is left; null where there is none
 * @param errorMessage the same in words
 * @param guardedDays days whose rows were kept though the source has lost them
 * @param recordsRead keys read from the source
 * @param recordsInserted new rows
 * @param recordsUpdated restated rows
 * @param recordsDeleted rows the source has no more
 * @param recordsRejected keys kept aside
 * @param bytesBilled its share of what BigQuery billed
 * @param costUsd the same in dollars
 * @param durationSeconds from its first start to its end, null if it has not ended
 */
public record JobEnd(
    UUID jobId,
    @Nullable UUID connectionId,
    String tenantId,
    String entity,
    String type,
    String status,
    @Nullable String errorCode,
    @Nullable String errorMessage,
    List<String> guardedDays,
    long recordsRead,
    long recordsInserted,
    long recordsUpdated,
    long recordsDeleted,
    long recordsRejected,
    long bytesBilled,
    BigDecimal costUsd,
    @Nullable BigDecimal durationSeconds) {

  public JobEnd {
    guardedDays = List.copyOf(guardedDays);
  }
}
