package com.campaignsync.adapters.postgres.sync;

import static com.campaignsync.adapters.postgres.sync.ConnectionFixture.all;
import static com.campaignsync.adapters.postgres.sync.ConnectionFixture.await;
import static com.campaignsync.adapters.postgres.sync.ConnectionFixture.execute;
import static com.campaignsync.adapters.postgres.sync.ConnectionFixture.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.store.DueJob;
import com.campaignsync.domain.store.JobStatus;
import com.campaignsync.domain.store.SyncJob;
import io.r2dbc.spi.Connection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class ClaimDueTest {

  private static final Instant NOW = Instant.parse("2026-03-08T10:07:00Z");
  private static final String NEXT =
      "SELECT next_run_at AT TIME ZONE 'UTC', sync_status FROM connections WHERE id = ?";

  private final PostgresConnectionStore connections =
      new PostgresConnectionStore(ConnectionFixture.DATABASE);
  private final ConnectionFixture fixture = new ConnectionFixture();

  @BeforeEach
  void nothingElseIsDue() {
    execute("UPDATE connections SET next_run_at = NULL");
  }

  private void due(String frequency, String slot) {
    due(fixture, frequency, slot);
  }

  private static void due(ConnectionFixture of, String frequency, String slot) {
    execute(
        "UPDATE connections SET sync_frequency = ?, next_run_at = CAST(? AS timestamptz) WHERE id = ?",
        frequency,
        slot,
        of.id);
  }

  private List<DueJob> claim() {
    return all(connections.claimDue(NOW, false, 100));
  }

  private List<UUID> claimed(int limit) {
    return all(connections.claimDue(NOW, false, limit).map(due -> due.job().connectionId()));
  }

  @Test
  void claimDue_makesAPendingJobAndSetsTheNextSlot() {
    due("hourly", "2026-03-08T10:00:00Z");
    SyncJob job = claim().get(0).job();
    assertEquals(fixture.id, job.connectionId());
    assertEquals(JobStatus.PENDING, job.status());
    assertNull(job.window());
    assertEquals("2026-03-08 11:00:00|queued", fixture.value(NEXT));
    assertEquals(
        "scheduled:%s:campaign_metrics:2026-03-08T10:00:00Z|scheduler|incremental_sync"
            .formatted(fixture.id),
        ConnectionFixture.job(job.id(), "idempotency_key, triggered_by, job_type"));
  }

  @Test
  void claimDue_doesWithoutTheSpendWhileTheMetricsAreLocked() {
    due("hourly", "2026-03-08T10:00:00Z");
    Connection somebody = locking("LOCK TABLE metrics_daily IN ACCESS EXCLUSIVE MODE");
    try {
      assertEquals(List.of(fixture.id), claimed(100));
    } finally {
      letGo(somebody);
    }
  }

  @Test
  void claimDue_leavesOutATenantThatSomebodyHasLocked_andTakesTheOthers() {
    ConnectionFixture other = new ConnectionFixture();
    due(fixture, "hourly", "2026-03-08T10:00:00Z");
    due(other, "hourly", "2026-03-08T10:00:00Z");
    Connection somebody =
        locking(
            "SELECT FROM tenants WHERE id = (SELECT tenant_id FROM connections WHERE id = '%s')"
                    .formatted(fixture.id)
                + " FOR UPDATE");
    try {
      assertEquals(List.of(other.id), claimed(100));
    } finally {
      letGo(somebody);
    }
    assertEquals(List.of(fixture.id), claimed(100));
  }

  private static Connection locking(String sql) {
    Connection connection = get(ConnectionFixture.POOL.create());
    await(Mono.from(connection.beginTransaction()));
    await(new SqlStatement(sql).update(connection, statement -> {}));
    return connection;
  }

  private static void letGo(Connection connection) {
    await(Mono.from(connection.rollbackTransaction()));
    await(Mono.from(connection.close()));
  }

  @Test
  void claimDue_makesAJobForEachEntity() {
    fixture.withAssets("ads");
    due("hourly", "2026-03-08T10:00:00Z");
    assertEquals(
        List.of(Entity.CAMPAIGN_METRICS, Entity.ASSET_METRICS),
        claim().stream().map(due -> due.job().entity()).toList());
  }

  @Test
  void claimDue_claimsSeveralMissedSlotsOnce() {
    due("5min", "2026-03-08T07:00:00Z");
    assertEquals(1, claim().size());
    assertEquals(0, claim().size());
    assertEquals("2026-03-08 10:10:00|queued", fixture.value(NEXT));
  }

  @Test
  void claimDue_leavesPausedManualAndFutureOnesAlone() {
    due("hourly", "2026-03-08T10:08:00Z");
    assertEquals(0, claim().size());
    due("manual", "2026-03-08T10:00:00Z");
    assertEquals(0, claim().size());
    due("hourly", "2026-03-08T10:00:00Z");
    execute("UPDATE connections SET paused = true WHERE id = ?", fixture.id);
    assertEquals(0, claim().size());
  }

  @Test
  void claimDue_doesNotPileUpBehindAScheduledJobThatIsNotOver() {
    fixture.withAssets("ads");
    due("hourly", "2026-03-08T08:00:00Z");
    UUID first = claim().get(0).job().id();
    List<String> open = List.of("pending", "running", "retrying");
    for (int i = 0; i < open.size(); i++) {
      execute("UPDATE sync_jobs SET status = ? WHERE id = ?", open.get(i), first);
      execute("UPDATE sync_jobs SET status = 'completed' WHERE entity = 'asset_metrics'");
      due("hourly", "2026-03-08T09:00:0%dZ".formatted(i));
      assertEquals(
          List.of(Entity.ASSET_METRICS), claim().stream().map(due -> due.job().entity()).toList());
      assertEquals("2026-03-08 11:00:00|queued", fixture.value(NEXT));
    }
  }

  @Test
  void claimDue_mindsNoJobThatSomebodyElseAskedFor() {
    fixture.newJob("pending");
    fixture.newJob("running", "backfill", "campaign_metrics");
    due("hourly", "2026-03-08T10:00:00Z");
    assertEquals(1, claim().size());
  }

  @Test
  void claimDue_withoutANewJobLeavesTheConnectionsStatus() {
    due("hourly", "2026-03-08T09:00:00Z");
    UUID first = claim().get(0).job().id();
    execute("UPDATE sync_jobs SET status = 'retrying' WHERE id = ?", first);
    execute("UPDATE connections SET sync_status = 'error' WHERE id = ?", fixture.id);
    due("hourly", "2026-03-08T10:00:00Z");
    assertEquals(0, claim().size());
    assertEquals("2026-03-08 11:00:00|error", fixture.value(NEXT));
  }

  @Test
  void claimDue_countsTheTenantsDaysAcrossDaylightSaving() {
    execute(
        "UPDATE tenants SET time_zone = 'America/New_York' WHERE id = ?", fixture.tenant.value());
    due("daily", "2026-03-08T05:00:00Z");
    claim();
    assertEquals("2026-03-09 04:00:00|queued", fixture.value(NEXT));
  }

  private void allowRealtime(boolean allowed) {
    execute(
        "UPDATE tenants SET realtime_allowed = ? WHERE id = ?", allowed, fixture.tenant.value());
  }

  @Test
  void claimDue_isRealtimeOnlyWhereTheTenantMay() {
    due("realtime", "2026-03-08T10:06:30Z");
    assertEquals(0, claim().size());
    assertEquals(false, get(connections.anyRealtime()));
    allowRealtime(true);
    assertEquals(true, get(connections.anyRealtime()));
    assertEquals(1, claim().size());
    assertEquals("2026-03-08 10:07:30|queued", fixture.value(NEXT));
    execute("UPDATE connections SET paused = true WHERE id = ?", fixture.id);
    assertEquals(false, get(connections.anyRealtime()));
  }

  @Test
  void claimDue_ofRealtimeOnesLeavesTheOthers() {
    ConnectionFixture hourly = new ConnectionFixture();
    due(hourly, "hourly", "2026-03-08T10:00:00Z");
    due("realtime", "2026-03-08T10:06:30Z");
    allowRealtime(true);
    assertEquals(
        List.of(fixture.id),
        all(connections.claimDue(NOW, true, 100).map(due -> due.job().connectionId())));
    assertEquals(List.of(hourly.id), claimed(100));
  }

  @Test
  void realtimeSlots_doNotDriftWithLateDispatches() {
    allowRealtime(true);
    due("realtime", "2026-03-08T10:00:00Z");
    Instant minute = Instant.parse("2026-03-08T10:00:00Z");
    for (int pass = 0; pass < 10; pass++) {
      Instant late = minute.plusSeconds(30L * pass).plusMillis(37L * ((pass * 7) % 10));
      List<DueJob> claimed = all(connections.claimDue(late, true, 10));
      assertEquals(1, claimed.size(), "pass " + pass);
      execute("UPDATE sync_jobs SET status = 'skipped' WHERE id = ?", claimed.get(0).job().id());
    }
    List<DueJob> afterABreak = all(connections.claimDue(minute.plusSeconds(3_600), true, 10));
    assertEquals(1, afterABreak.size());
    assertEquals("2026-03-08 11:00:30|queued", fixture.value(NEXT));
  }

  @Test
  void claimDue_hasTheLongestOverdueFirstThenWhoSpendsMost() {
    ConnectionFixture poor = new ConnectionFixture();
    ConnectionFixture rich = new ConnectionFixture();
    ConnectionFixture onceRich = new ConnectionFixture();
    due("hourly", "2026-03-08T09:00:00Z");
    List.of(poor, rich, onceRich).forEach(one -> due(one, "hourly", "2026-03-08T10:00:00Z"));
    spent(poor, "2026-03-07", "5");
    spent(rich, "2026-03-03", "50");
    spent(rich, "2026-03-08", "50");
    spent(onceRich, "2026-02-20", "9999");
    assertEquals(List.of(fixture.id, rich.id), claimed(2));
    assertEquals(List.of(poor.id, onceRich.id), claimed(2));
  }

  private static void spent(ConnectionFixture by, String day, String amount) {
    execute(
        "INSERT INTO metrics_daily (tenant_id, connection_id, platform, metric_date, currency, spend)"
            + " VALUES (?, ?, 'google_ads', CAST(? AS date), 'USD', CAST(? AS numeric))",
        by.tenant.value(),
        by.id,
        day,
        amount);
  }

  private String readKey(ConnectionFixture of) {
    execute("UPDATE connections SET next_run_at = NULL");
    execute("DELETE FROM sync_jobs WHERE connection_id = ?", of.id);
    due(of, "hourly", "2026-03-08T10:00:00Z");
    return claim().get(0).readKey();
  }

  @Test
  void readKey_isEqualWhereOneReadServesBoth() {
    ConnectionFixture other = new ConnectionFixture();
    String key = readKey(fixture);
    assertEquals(key, readKey(other));
    execute("UPDATE connections SET mapping = '{\"spend\": \"cost\"}' WHERE id = ?", other.id);
    assertNotEquals(key, readKey(other));
    execute("UPDATE connections SET mapping = '{}', source = 'x.y' WHERE id = ?", other.id);
    assertNotEquals(key, readKey(other));
    execute(
        "UPDATE connections SET source = 'campaign_metrics', account_id = NULL WHERE id = ?",
        other.id);
    assertNotEquals(key, readKey(other));
  }

  @Test
  void readKey_differsByEntity() {
    execute("UPDATE connections SET asset_source = source WHERE id = ?", fixture.id);
    due("hourly", "2026-03-08T10:00:00Z");
    assertEquals(2, claim().stream().map(DueJob::readKey).distinct().count());
  }

  @Test
  void claimDue_bySeveralCallersClaimsEachOnce() {
    List<ConnectionFixture> many = Stream.generate(ConnectionFixture::new).limit(20).toList();
    many.forEach(one -> due(one, "hourly", "2026-03-08T10:00:00Z"));
    List<UUID> claimed =
        all(
            Flux.range(0, 8)
                .flatMap(i -> connections.claimDue(NOW, false, 5))
                .map(due -> due.job().connectionId()));
    assertEquals(claimed.size(), claimed.stream().distinct().count());
    assertEquals(20, claimed.size() + claim().size());
  }
}
