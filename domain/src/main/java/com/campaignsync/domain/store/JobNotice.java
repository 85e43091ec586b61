package com.campaignsync.domain.store;

import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.tenant.TenantId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job that is over and of which somebody is to be told.
 *
 * @param jobId which
 * @param connectionId of which connection
 * @param tenantId whose
 * @param entity which rows
 * @param type what kind of work
 * @param status how it ended
 * @param endedAt when
 * @param recordsProcessed keys read
 * @param recordsRejected keys kept aside
 * @param errorCode why it failed, or which complaint is left; null where there is none
 * @param errorMessage the same in words
 * @param attempt which try to tell this is, from 1
 */
public record JobNotice(
    UUID jobId,
    UUID connectionId,
    TenantId tenantId,
    Entity entity,
    JobType type,
    JobStatus status,
    Instant endedAt,
    long recordsProcessed,
    long recordsRejected,
    @Nullable String errorCode,
    @Nullable String errorMessage,
    int attempt) {}
