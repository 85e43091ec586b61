package com.campaignsync.domain.store;

import com.campaignsync.domain.metric.Entity;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of a source that could not be stored.
 *
 * @param id grows with time
 * @param jobId the job that met it
 * @param connectionId whose source
 * @param entity which kind of row
 * @param day the day it stands under, or null where it names none
 * @param reason stable name of {@link com.campaignsync.domain.source.RejectReason}
 * @param rawJson a JSON object with the row as the source has it
 * @param createdAt when it was kept
 * @param resolvedAt when a later load of its day settled it; null while it is open
 */
public record RejectedRow(
    long id,
    UUID jobId,
    UUID connectionId,
    Entity entity,
    @Nullable LocalDate day,
    String reason,
    String rawJson,
    Instant createdAt,
    @Nullable Instant resolvedAt) {}
