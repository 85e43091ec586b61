package com.campaignsync.domain.sync;

import com.campaignsync.domain.tenant.TenantId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one delivery of a run message came to, for one of its jobs.
 *
 * @param kind what happened
 * @param jobId the job the message named
 * @param tenantId whose job, or null if there is no such job
 * @param code stable code of a failure or of a partial success, else null
 * @param message what happened, for the log; no secret
 * @param cause what a failure came from, for the log, else null
 */
public record RunOutcome(
    Kind kind,
    UUID jobId,
    @Nullable TenantId tenantId,
    @Nullable String code,
    String message,
    @Nullable Throwable cause) {

  /** What happened, and whether the message is done with. */
  public enum Kind {
    /** The job ended well: completed, partial or skipped. */
    SUCCEEDED(true),
    /** The job was over before: a duplicate or a late delivery. */
    ALREADY_OVER(true),
    /** Another job holds the connection; it publishes this one when it ends. */
    WAITS_FOR_LEASE(true),
    /** No such job: nothing can be done about it; the message is kept aside. */
    UNKNOWN_JOB(true),
    /**
     * Not even the failure could be kept, and trying again will not help: the message is kept
     * aside, to be replayed once the cause is mended.
     */
    GIVEN_UP(true),
    /** The job failed for good. */
    FAILED(true),
    /** The job failed for now; dispatch publishes it when its next attempt has come. */
    PARKED(true),
    /** The worker's time was over; a continuation is published. */
    HANDED_BACK(true),
    /**
     * The job is marked running but somebody else holds its lease: a second delivery, or the first
     * one died. Delivered again later, it finds the job over or the lease expired.
     */
    HELD(false),
    /** Not even the failure could be kept; to be delivered again. */
    TRY_AGAIN(false);

    private final boolean acknowledged;

    Kind(boolean acknowledged) {
      this.acknowledged = acknowledged;
    }

    /** Whether the broker may forget the message. */
    public boolean acknowledged() {
      return acknowledged;
    }
  }
}
