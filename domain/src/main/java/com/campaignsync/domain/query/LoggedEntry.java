package com.campaignsync.domain.query;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of the log.
 *
 * @param id the log's own id of it
 * @param time when it was written
 * @param severity a name of Cloud Logging's LogSeverity
 * @param function who wrote it
 * @param message for people
 * @param code stable code of what happened
 * @param tenantId the tenant concerned
 * @param jobId the sync job concerned
 * @param requestId the API request concerned
 * @param trace the trace's full name
 * @param error class and message of the exception; no stack trace
 */
public record LoggedEntry(
    String id,
    Instant time,
    String severity,
    String function,
    @Nullable String message,
    @Nullable String code,
    @Nullable String tenantId,
    @Nullable String jobId,
    @Nullable String requestId,
    @Nullable String trace,
    @Nullable String error) {}
