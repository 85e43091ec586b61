package com.campaignsync.domain.sync;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.tenant.TenantId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What travels on the topics {@code campaign-sync} and {@code campaign-maintenance}. */
public sealed interface SyncMessage {

  /** Find what is due, and what was left lying, and publish {@link RunJobs} for it. */
  record Dispatch() implements SyncMessage {}

  /**
   * Run some jobs that one read can serve. The job rows hold everything else, so a message may
   * arrive twice, late or out of order.
   *
   * @param jobIds 1 to {@link com.campaignsync.domain.source.ReadRequest#TARGETS_MAX} jobs
   */
  record RunJobs(List<UUID> jobIds) implements SyncMessage {
    public RunJobs {
      jobIds = List.copyOf(jobIds);
      if (jobIds.isEmpty()) {
        throw new IllegalArgumentException("no job to run");
      }
    }

    public static RunJobs of(UUID jobId) {
      return new RunJobs(List.of(jobId));
    }
  }

  /** Work that is planned as jobs of its own. */
  sealed interface Plan extends SyncMessage {}

  /**
   * Read days again whether they moved or not, and delete what the source has no more.
   *
   * @param scope whose connections
   * @param window the days, or null for the last {@link SyncWindows#FULL_RESYNC_DAYS}
   * @param forced whether a day may lose more rows than the guard lets go
   */
  record FullResync(Scope scope, @Nullable DayWindow window, boolean forced) implements Plan {}

  /** Read a range of days, month by month, deleting nothing. */
  record Backfill(UUID connectionId, DayWindow window) implements Plan {}

  /**
   * Compare both sides day by day, and read the days again that differ.
   *
   * @param scope whose connections
   * @param window the days, or null for the last {@link SyncWindows#FULL_RESYNC_DAYS}
   */
  record Reconcile(Scope scope, @Nullable DayWindow window) implements Plan {}

  /** Read the days again whose rows were rejected: their cause has been mended. */
  record ReplayRejects(UUID connectionId) implements Plan {}

  /** Drop what is older than is kept. */
  record Cleanup() implements SyncMessage {}

  /** Publish again what was kept aside as undeliverable: its cause has been mended. */
  record ReplayDeadLetters() implements SyncMessage {}

  /**
   * Whose connections some work is for: one's, all of a tenant's, or everybody's.
   *
   * @param tenantId null for every tenant
   * @param connectionId null for every connection of the tenant
   */
  record Scope(@Nullable TenantId tenantId, @Nullable UUID connectionId) {
    public static final Scope EVERYBODY = new Scope(null, null);
  }
}
