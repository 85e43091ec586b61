package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.store.JobRequests.SyncAlreadyRunning;
import com.campaignsync.domain.store.NewJob;
import com.campaignsync.domain.store.SyncJob;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Statement;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Some connections of one tenant, for which a sync is being asked. */
final class ConnectionSet {

  /** Always in the order of ids, so that two requests never wait for each other in a circle. */
  private static final SqlStatement LOCK =
      new SqlStatement(
          """
          SELECT id FROM connections WHERE tenant_id = $1 AND id = ANY($2)
          ORDER BY id FOR NO KEY UPDATE\
          """);

  private static final SqlStatement OPEN_JOB =
      new SqlStatement(
          """
          SELECT id FROM sync_jobs
          WHERE tenant_id = $1 AND connection_id = ANY($2) AND entity = $3
            AND status IN ('pending', 'running', 'retrying')
          ORDER BY created_at, id LIMIT 1\
          """);

  private static final SqlStatement BRING_FORWARD =
      new SqlStatement(
          """
          UPDATE sync_jobs SET next_attempt_at = clock_timestamp()
          WHERE tenant_id = $1 AND connection_id = ANY($2) AND entity = $3 AND job_type = $4
            AND status = 'retrying' AND campaign_ids IS NULL AND NOT days_asked
          RETURNING id, connection_id, status, start_date, end_date, forced, retry_count, max_retries, entity,
            job_type\
          """);

  private static final SqlStatement MARK_QUEUED =
      new SqlStatement(
          """
          UPDATE connections SET sync_status = 'queued'
          WHERE tenant_id = $1 AND id = ANY($2) AND sync_status <> 'syncing'\
          """);

  private final TenantId tenantId;
  private final UUID[] ids;

  ConnectionSet(TenantId tenantId, List<UUID> ids) {
    this.tenantId = tenantId;
    this.ids = ids.toArray(UUID[]::new);
  }

  /** Waits until no other request for any of them is under way. */
  Mono<Void> lock(Connection connection) {
    return LOCK.rows(connection, this::bind, row -> true).then();
  }

  /** Fails with {@link SyncAlreadyRunning} if one of them has a job of the entity not over. */
  Mono<Void> requireIdle(Connection connection, Entity entity) {
    return OPEN_JOB
        .rows(
            connection,
            statement -> {
              bind(statement);
              statement.bind("$3", entity.wireName());
            },
            row -> Objects.requireNonNull(row.get("id", UUID.class)))
        .next()
        .flatMap(job -> Mono.error(new SyncAlreadyRunning(job)));
  }

  /**
   * A job of one of them that failed for now and waits for its next attempt, with that made now;
   * empty if there is none of the kind. A job for days of its own, or for some campaigns only, is
   * not what a sync of whatever moved asks for.
   */
  Mono<SyncJob> bringForward(Connection connection, NewJob wanted) {
    return BRING_FORWARD
        .rows(
            connection,
            statement -> {
              bind(statement);
              statement.bind("$3", wanted.entity().wireName()).bind("$4", wanted.type().wireName());
            },
            row -> RequestedJob.read(row, tenantId))
        .next();
  }

  /** Shows on each that a sync waits, unless another is at work. */
  Mono<Void> markQueued(Connection connection) {
    return MARK_QUEUED.update(connection, this::bind).then();
  }

  private void bind(Statement statement) {
    statement.bind("$1", tenantId.value()).bind("$2", ids);
  }
}
