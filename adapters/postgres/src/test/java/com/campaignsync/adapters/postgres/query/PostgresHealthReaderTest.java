package com.campaignsync.adapters.postgres.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.campaignsync.domain.query.ServiceHealth;
import com.campaignsync.domain.tenant.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Far in the future, so that these ends are the latest of all that the shared store has. */
class PostgresHealthReaderTest {

  private static final String DAY = "2199-01-01T";
  private static final Store STORE = new Store();

  private final PostgresHealthReader reader = new PostgresHealthReader(STORE.transactions);
  private final TenantId tenant = STORE.tenant("UTC");
  private final UUID connection = STORE.connection(tenant, "google_ads", "a");

  private void job(String status, String created, String ended) {
    STORE.postgres.execute(
        "INSERT INTO sync_jobs (connection_id, tenant_id, job_type, status, triggered_by,"
            + " idempotency_key, created_at, started_at, completed_at)"
            + " VALUES (?, ?, 'incremental_sync', ?, 'api', ?, CAST(? AS timestamptz),"
            + " CAST(? AS timestamptz), CAST(? AS timestamptz))",
        connection,
        tenant.value(),
        status,
        UUID.randomUUID().toString(),
        DAY + created + "Z",
        DAY + created + "Z",
        DAY + ended + "Z");
  }

  private static Optional<Instant> at(String time) {
    return Optional.of(Instant.parse(DAY + time + "Z"));
  }

  @AfterEach
  void forget() {
    STORE.postgres.execute("DELETE FROM sync_jobs WHERE tenant_id = ?", tenant.value());
  }

  @Test
  void lastOfEachKind_isTheOneThatEndedLast_notTheOneAskedForLast() {
    job("completed", "09:55:00", "10:25:00");
    job("completed", "10:05:00", "10:06:00");
    job("failed", "09:50:00", "10:20:00");
    job("failed", "10:01:00", "10:02:00");
    ServiceHealth health = Store.get(reader.read());
    assertEquals(at("10:25:00"), health.lastSuccess());
    assertEquals(at("10:20:00"), health.lastFailure());
    assertEquals(at("10:25:00"), health.lastSync());
  }
}
