package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.Database;
import com.campaignsync.adapters.postgres.TestPostgres;
import com.campaignsync.domain.store.Lease;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A tenant with a connection of its own, for tests of everything but the rows. */
final class ConnectionFixture {

  static final TestPostgres POSTGRES = TestPostgres.shared();
  static final ConnectionPool POOL = POSTGRES.workers(4);
  static final Database DATABASE = new Database(POOL);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration TTL = Duration.ofSeconds(60);

  final PostgresLeaseStore leases = new PostgresLeaseStore(DATABASE);
  final TenantId tenant;
  final UUID id = UUID.randomUUID();

  ConnectionFixture() {
    this("T" + UUID.randomUUID(), "UTC");
  }

  ConnectionFixture(String tenantId, String zone) {
    tenant = new TenantId(tenantId);
    POSTGRES.execute(
        "INSERT INTO tenants (id, name, time_zone) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        tenantId,
        tenantId,
        zone);
    POSTGRES.execute(
        "INSERT INTO connections (id, tenant_id, platform, name, account_id)"
            + " VALUES (?, ?, 'google_ads', 'c', ?)",
        id,
        tenantId,
        id.toString());
  }

  Lease lease() {
    return Objects.requireNonNull(await(leases.acquire(id, "fixture", TTL)));
  }

  void withAssets(String source) {
    execute("UPDATE connections SET asset_source = ? WHERE id = ?", source, id);
  }

  UUID newJob(String status) {
    return newJob(status, "incremental_sync", "campaign_metrics");
  }

  UUID newJob(String status, String type, String entity) {
    UUID job = UUID.randomUUID();
    execute(
        "INSERT INTO sync_jobs (id, connection_id, tenant_id, job_type, entity, status, triggered_by,"
            + " idempotency_key) VALUES (?, ?, ?, ?, ?, ?, 'system', ?)",
        job,
        id,
        tenant.value(),
        type,
        entity,
        status,
        job.toString());
    return job;
  }

  /** What a load would have counted. */
  void counted(UUID job, int inserted, int rejected) {
    execute(
        "UPDATE sync_jobs SET records_inserted = ?, records_failed = ? WHERE id = ?",
        inserted,
        rejected,
        job);
    for (int i = 0; i < rejected; i++) {
      reject(job, "NO_CAMPAIGN", LocalDate.of(2026, 5, 31));
    }
  }

  void reject(UUID job, String reason, @Nullable LocalDate day) {
    execute(
        "INSERT INTO sync_rejects (job_id, connection_id, tenant_id, metric_date, reason, raw_row)"
            + " VALUES (?, ?, ?, ?, ?, '{\"clicks\": \"NaN\"}')",
        job,
        id,
        tenant.value(),
        day,
        reason);
  }

  /** As if everything about the job had happened an hour earlier. */
  UUID aged(UUID job) {
    execute(
        "UPDATE sync_jobs SET created_at = created_at - interval '1 h',"
            + " heartbeat_at = heartbeat_at - interval '1 h' WHERE id = ?",
        job);
    return job;
  }

  static void execute(String sql, @Nullable Object... parameters) {
    POSTGRES.execute(sql, parameters);
  }

  /** One value of the row of this connection. */
  String value(String sql) {
    return POSTGRES.value(sql, id);
  }

  static String job(UUID job, String columns) {
    return POSTGRES.value("SELECT " + columns + " FROM sync_jobs WHERE id = ?", job);
  }

  static <T> @Nullable T await(Mono<T> mono) {
    return mono.block(PATIENCE);
  }

  static <T> T get(Mono<T> mono) {
    return Objects.requireNonNull(await(mono));
  }

  static <T> List<T> all(Flux<T> flux) {
    return get(flux.collectList());
  }
}
