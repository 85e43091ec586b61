package com.campaignsync.adapters.postgres.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.query.ServiceStats;
import com.campaignsync.domain.tenant.TenantId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Others use the same store meanwhile: what is told is compared before and after. */
class PostgresStatsReaderTest {

  private final Store store = new Store();
  private final PostgresStatsReader reader = new PostgresStatsReader(store.transactions);
  private final TenantId tenant = store.tenant("UTC");
  private final UUID connection = store.connection(tenant, "google_ads", "a");

  private void job(String status, String type, String age, int seconds) {
    job(status, type, age, age, seconds);
  }

  private void job(String status, String type, String asked, String begun, int seconds) {
    store.postgres.execute(
        "INSERT INTO sync_jobs (connection_id, tenant_id, job_type, status, triggered_by,"
            + " idempotency_key, created_at, started_at, completed_at) SELECT ?, ?, ?, ?, 'api', ?,"
            + " now() - ?::interval, now() - ?::interval,"
            + " now() - ?::interval + make_interval(secs => ?)",
        connection,
        tenant.value(),
        type,
        status,
        UUID.randomUUID().toString(),
        asked,
        begun,
        begun,
        seconds);
  }

  private ServiceStats stats() {
    return Store.get(reader.stats());
  }

  @Test
  void jobs_countByTheirOutcomeForADay() {
    ServiceStats before = stats();
    for (String status : List.of("completed", "partial", "skipped", "failed", "blocked")) {
      job(status, "incremental_sync", "23 hours", 10);
      job(status, "incremental_sync", "25 hours", 10);
      job(status, "reconcile", "1 hour", 10);
    }
    job("pending", "incremental_sync", "30 days", 1);
    job("retrying", "full_sync", "1 hour", 1);
    job("running", "backfill", "1 hour", 1);
    ServiceStats after = stats();
    assertEquals(before.ended() + 5, after.ended());
    assertEquals(before.completed() + 1, after.completed());
    assertEquals(before.partial() + 1, after.partial());
    assertEquals(before.skipped() + 1, after.skipped());
    assertEquals(before.failed() + 1, after.failed());
    assertEquals(before.blocked() + 1, after.blocked());
    assertEquals(before.waiting() + 2, after.waiting());
    assertEquals(before.running() + 1, after.running());
    assertTrue(after.averageSeconds().isPresent());
    assertTrue(after.lastSuccess().isPresent());
  }

  @Test
  void jobs_countByWhenTheyEnded_howeverLongAgoTheyWereAskedFor() {
    ServiceStats before = stats();
    job("failed", "backfill", "25 hours", "90 minutes", 1800);
    job("completed", "backfill", "10 days", "24 hours 10 minutes", 1200);
    job("completed", "backfill", "10 days", "24 hours 10 minutes", 300);
    ServiceStats after = stats();
    assertEquals(before.failed() + 1, after.failed());
    assertEquals(before.completed() + 1, after.completed());
  }

  @Test
  void connections_areFreshByTheirOwnFrequency() {
    ServiceStats before = stats();
    synced("hourly", "2 hours 50 minutes", false);
    synced("hourly", "3 hours 10 minutes", false);
    synced("daily", "25 hours", false);
    synced("manual", "1 minute", false);
    synced("5min", "1 minute", true);
    store.postgres.execute(
        "UPDATE connections SET sync_frequency = 'hourly' WHERE id = ?", connection);
    ServiceStats after = stats();
    assertEquals(before.scheduledConnections() + 4, after.scheduledConnections());
    assertEquals(before.freshConnections() + 2, after.freshConnections());
  }

  private void synced(String frequency, String ago, boolean paused) {
    UUID id = store.connection(tenant, "google_ads", frequency + ago);
    store.postgres.execute(
        "UPDATE connections SET sync_frequency = ?, paused = ?,"
            + " last_sync_completed_at = now() - ?::interval WHERE id = ?",
        frequency,
        paused,
        ago,
        id);
  }
}
