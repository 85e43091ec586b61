package com.campaignsync.domain.store;

import com.campaignsync.domain.tenant.TenantId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Makes, changes and removes the connections of one tenant. */
public interface ConnectionAdmin {

  /** Whether the tenant may have connections of frequency realtime. */
  Mono<Boolean> realtimeAllowed(TenantId tenantId);

  /** Fails with {@link Overlaps} as {@link #create} would; keeps nothing. */
  Mono<Void> requireFree(NewConnection connection);

  /** The new connection's id. Fails with {@link Overlaps}, and keeps nothing then. */
  Mono<UUID> create(NewConnection connection);

  /**
   * Changes a connection; empty if the tenant has none of that id. Another source makes every day
   * count as not yet read. Fails with {@link Overlaps}, or with {@link Busy} if the source is to
   * change while a sync runs: that sync would go on as before, and mark its days as read; or with
   * {@link Changed} if the source is no longer what the new one was made from: that change would be
   * undone.
   */
  Mono<UUID> change(TenantId tenantId, UUID connectionId, ConnectionChange change);

  /**
   * Removes a connection with all its rows, rejects and proofs; empty if the tenant has none of
   * that id. Its jobs stay, for what they cost; those that have not begun fail with the code {@code
   * CONNECTION_DELETED}. Fails with {@link Busy} while a sync runs.
   */
  Mono<UUID> delete(TenantId tenantId, UUID connectionId);

  /** Another connection of the tenant has some of the same rows: they would count twice. */
  final class Overlaps extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final UUID connectionId;

    public Overlaps(UUID connectionId) {
      super("connection %s has the same rows".formatted(connectionId));
      this.connectionId = connectionId;
    }

    /** The other connection. */
    public UUID connectionId() {
      return connectionId;
    }
  }

  /** Somebody else has changed the connection's source since it was read; nothing was changed. */
  final class Changed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Changed(UUID connectionId) {
      super("the source of connection %s has changed meanwhile".formatted(connectionId));
    }
  }

  /** A sync of the connection is at work. */
  final class Busy extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final @Nullable UUID jobId;

    public Busy(@Nullable UUID jobId) {
      super("a sync of the connection is at work" + (jobId == null ? "" : ": job " + jobId));
      this.jobId = jobId;
    }

    /** The job at work; null where it has just begun or ended. */
    public @Nullable UUID jobId() {
      return jobId;
    }
  }
}
