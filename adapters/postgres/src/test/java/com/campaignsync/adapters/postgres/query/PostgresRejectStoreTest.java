package com.campaignsync.adapters.postgres.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.campaignsync.adapters.postgres.Database;
import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.source.RejectReason;
import com.campaignsync.domain.store.RejectFilter;
import com.campaignsync.domain.store.RejectedRow;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.pool.ConnectionPool;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PostgresRejectStoreTest {

  private static final LocalDate DAY = LocalDate.of(2026, 5, 31);
  private static final Store STORE = new Store();

  private final PostgresRejectStore rejects = new PostgresRejectStore(STORE.transactions);
  private final TenantId tenant = STORE.tenant("UTC");
  private final UUID connection = STORE.connection(tenant, "google_ads", "a");
  private final RejectFilter open = RejectFilter.openOf(tenant);

  private void reject(
      UUID of, Entity entity, @Nullable LocalDate day, RejectReason reason, boolean resolved) {
    UUID job = UUID.randomUUID();
    STORE.postgres.execute(
        "INSERT INTO sync_jobs (id, connection_id, tenant_id, job_type, triggered_by,"
            + " idempotency_key) SELECT ?, id, tenant_id, 'incremental_sync', 'system', ?"
            + " FROM connections WHERE id = ?",
        job,
        job.toString(),
        of);
    STORE.postgres.execute(
        "INSERT INTO sync_rejects (job_id, connection_id, tenant_id, entity, metric_date, reason,"
            + " raw_row, resolved_at) SELECT ?, id, tenant_id, ?, ?, ?, '{\"spend\": \"NaN\"}',"
            + " CASE WHEN ? THEN now() END FROM connections WHERE id = ?",
        job,
        entity.wireName(),
        day,
        reason.name(),
        resolved,
        of);
  }

  private void reject(@Nullable LocalDate day, RejectReason reason) {
    reject(connection, Entity.CAMPAIGN_METRICS, day, reason, false);
  }

  private List<RejectedRow> list(RejectFilter filter) {
    return Store.get(rejects.list(filter, Long.MAX_VALUE, 10).collectList());
  }

  @Test
  void list_hasTheRowAsItCame() {
    reject(DAY, RejectReason.NOT_A_NUMBER);
    RejectedRow row = list(open).get(0);
    assertEquals(connection, row.connectionId());
    assertEquals(DAY, row.day());
    assertEquals("NOT_A_NUMBER", row.reason());
    assertEquals("{\"spend\": \"NaN\"}", row.rawJson());
    assertNull(row.resolvedAt());
  }

  @Test
  void list_isOfOpenOnesUnlessAsked() {
    reject(connection, Entity.CAMPAIGN_METRICS, DAY, RejectReason.BAD_TEXT, true);
    assertEquals(List.of(), list(open));
    RejectedRow row = list(new RejectFilter(tenant, null, null, null, false)).get(0);
    assertNotNull(row.resolvedAt());
  }

  @Test
  void list_goesOnBehindAPage() {
    reject(DAY, RejectReason.NO_CAMPAIGN);
    reject(DAY.plusDays(1), RejectReason.NO_CAMPAIGN);
    RejectedRow newest = Store.get(rejects.list(open, Long.MAX_VALUE, 1).next());
    assertEquals(DAY.plusDays(1), newest.day());
    assertEquals(DAY, Store.get(rejects.list(open, newest.id(), 1).next()).day());
  }

  @Test
  void filters_byConnectionDayAndReason() {
    UUID other = STORE.connection(tenant, "tiktok", "b");
    reject(DAY, RejectReason.NO_CAMPAIGN);
    reject(null, RejectReason.BAD_HOUR);
    reject(other, Entity.CAMPAIGN_METRICS, DAY.plusDays(1), RejectReason.NO_CAMPAIGN, false);
    assertEquals(Map.of("NO_CAMPAIGN", 2L, "BAD_HOUR", 1L), Store.get(rejects.counts(open)));
    assertEquals(1, list(new RejectFilter(tenant, other, null, null, true)).size());
    DayWindow day = DayWindow.inclusive(DAY, DAY);
    assertEquals(1, list(new RejectFilter(tenant, null, day, null, true)).size());
    RejectFilter byReason = new RejectFilter(tenant, null, null, RejectReason.BAD_HOUR, true);
    assertEquals(1, list(byReason).size());
    assertEquals(Map.of("BAD_HOUR", 1L), Store.get(rejects.counts(byReason)));
  }

  @Test
  void rejects_ofOthersAreNotSeen() {
    reject(DAY, RejectReason.NO_CAMPAIGN);
    TenantId other = STORE.tenant("UTC");
    assertEquals(List.of(), list(RejectFilter.openOf(other)));
    assertEquals(List.of(), list(new RejectFilter(other, connection, null, null, false)));
    assertEquals(
        List.of(),
        Store.get(rejects.replayDays(other, connection, Entity.CAMPAIGN_METRICS).collectList()));
  }

  @Test
  void replayDays_areTheOpenOnesOfTheEntityOnceEach() {
    reject(DAY, RejectReason.NO_CAMPAIGN);
    reject(DAY, RejectReason.BAD_TEXT);
    reject(DAY.minusDays(5), RejectReason.BAD_TEXT);
    reject(null, RejectReason.BAD_TEXT);
    reject(connection, Entity.CAMPAIGN_METRICS, DAY.minusDays(1), RejectReason.BAD_TEXT, true);
    reject(connection, Entity.ASSET_METRICS, DAY.minusDays(2), RejectReason.BAD_TEXT, false);
    assertEquals(
        List.of(DAY.minusDays(5), DAY),
        Store.get(rejects.replayDays(tenant, connection, Entity.CAMPAIGN_METRICS).collectList()));
  }

  /** A message asks the worker, whose database user is not granted the API's role. */
  @Test
  void replayDays_areReadUnderTheWorkersOwnRole() {
    reject(DAY, RejectReason.NO_CAMPAIGN);
    ConnectionPool pool = STORE.postgres.workers(1);
    try {
      PostgresRejectStore ofWorker = new PostgresRejectStore(new Database(pool));
      assertEquals(
          List.of(DAY),
          Store.get(
              ofWorker.replayDays(tenant, connection, Entity.CAMPAIGN_METRICS).collectList()));
      assertEquals(1, Store.get(ofWorker.list(open, Long.MAX_VALUE, 10).collectList()).size());
      assertEquals(Map.of("NO_CAMPAIGN", 1L), Store.get(ofWorker.counts(open)));
    } finally {
      pool.dispose();
    }
  }
}
