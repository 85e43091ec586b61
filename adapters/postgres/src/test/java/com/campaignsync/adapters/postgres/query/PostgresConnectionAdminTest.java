package com.campaignsync.adapters.postgres.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.ConnectionAdmin.Busy;
import com.campaignsync.domain.store.ConnectionAdmin.Overlaps;
import com.campaignsync.domain.store.ConnectionChange;
import com.campaignsync.domain.store.ConnectionChange.Remap;
import com.campaignsync.domain.store.ConnectionChange.Schedule;
import com.campaignsync.domain.store.ConnectionSource;
import com.campaignsync.domain.store.NewConnection;
import com.campaignsync.domain.store.StoreException;
import com.campaignsync.domain.store.SyncFrequency;
import com.campaignsync.domain.tenant.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class PostgresConnectionAdminTest {

  private static final Instant NEXT = Instant.parse("2026-06-01T00:00:00Z");
  private static final Store STORE = new Store();

  private final PostgresConnectionAdmin admin = new PostgresConnectionAdmin(STORE.transactions);
  private final PostgresConnectionReader reader = new PostgresConnectionReader(STORE.transactions);
  private final TenantId tenant = STORE.tenant("UTC");

  private NewConnection wanted(@Nullable String account, String source) {
    return new NewConnection(
        tenant,
        "google_ads",
        account,
        "Main",
        made(source),
        14,
        "hourly",
        SyncFrequency.HOURLY,
        NEXT);
  }

  private Map<String, @Nullable Object> columns(UUID id) {
    return Store.get(reader.find(tenant, id)).columns();
  }

  private static ConnectionSource made(String source) {
    return new ConnectionSource(source, "{\"spend\": \"cost\"}", "ads", "{}");
  }

  private static ConnectionChange remap(String was, String source) {
    Remap remap = new Remap(made(was), new ConnectionSource(source, "{}", null, "{}"));
    return new ConnectionChange(null, null, remap, null, null);
  }

  @Test
  void create_keepsEverythingSaid() {
    UUID id = Store.get(admin.create(wanted("7", "t")));
    Map<String, @Nullable Object> columns = columns(id);
    assertEquals("7", columns.get("account_id"));
    assertEquals("Main", columns.get("name"));
    assertEquals(Map.of("spend", "cost"), columns.get("mapping"));
    assertEquals("ads", columns.get("asset_source"));
    assertEquals(14, columns.get("lookback_days"));
    assertEquals("hourly", columns.get("grain"));
    assertEquals("hourly", columns.get("sync_frequency"));
    assertEquals("2026-06-01T00:00:00Z", columns.get("next_run_at"));
    assertEquals("idle", columns.get("sync_status"));
  }

  @Test
  void create_refusesRowsThatAnotherHas() {
    UUID first = Store.get(admin.create(wanted("7", "t")));
    for (String account : new String[] {"7", null}) {
      Overlaps overlaps =
          assertThrows(Overlaps.class, () -> Store.get(admin.create(wanted(account, "t"))));
      assertEquals(first, overlaps.connectionId());
    }
    Store.get(admin.create(wanted("8", "t")));
    Store.get(admin.create(wanted(null, "other")));
    assertThrows(Overlaps.class, () -> Store.get(admin.create(wanted("9", "other"))));
  }

  @Test
  void tenAtOnce_makeOne() {
    List<UUID> made =
        Store.get(
            Flux.range(0, 10)
                .flatMap(
                    i ->
                        admin
                            .create(wanted(i % 2 == 0 ? null : "7", "t"))
                            .onErrorResume(Overlaps.class, no -> Mono.empty()))
                .collectList());
    List<String> kept =
        STORE.postgres.rows(
            "SELECT account_id FROM connections WHERE tenant_id = ?", tenant.value());
    assertEquals(made.size(), kept.size());
    assertTrue(kept.equals(List.of("null")) || kept.equals(List.of("7")), kept.toString());
  }

  @Test
  void change_leavesTheRestAsItIs() {
    UUID id = Store.get(admin.create(wanted("7", "t")));
    Map<String, @Nullable Object> before = columns(id);
    Store.get(admin.change(tenant, id, new ConnectionChange("N", true, null, 3, null)));
    Map<String, @Nullable Object> after = new LinkedHashMap<>(columns(id));
    assertEquals(
        List.of("N", true, 3),
        List.of(
            String.valueOf(after.get("name")), after.get("paused"), after.get("lookback_days")));
    after.putAll(Map.of("name", "Main", "paused", false, "lookback_days", 14));
    assertEquals(before, after);
  }

  @Test
  void change_setsTheScheduleAndItsAbsence() {
    UUID id = Store.get(admin.create(wanted("7", "t")));
    Schedule manual = new Schedule(SyncFrequency.MANUAL, null);
    Store.get(admin.change(tenant, id, new ConnectionChange(null, null, null, null, manual)));
    assertEquals("manual", columns(id).get("sync_frequency"));
    assertNull(columns(id).get("next_run_at"));
  }

  @Test
  void remap_makesEveryDayCountAsNotRead() {
    UUID id = Store.get(admin.create(wanted("7", "t")));
    watermark(id);
    Store.get(admin.change(tenant, id, new ConnectionChange("N", null, null, null, null)));
    assertEquals("1", watermarks(id));
    Store.get(admin.change(tenant, id, remap("t", "other")));
    assertEquals("0", watermarks(id));
    assertEquals("other", columns(id).get("source"));
    assertNull(columns(id).get("asset_source"));
  }

  private void watermark(UUID id) {
    STORE.postgres.execute(
        "INSERT INTO source_partitions (connection_id, entity, day, tenant_id, source_modified_at,"
            + " extraction_version, row_count, job_id)"
            + " VALUES (?, 'campaign_metrics', '2026-05-01', ?, now(), now(), 1, ?)",
        id,
        tenant.value(),
        UUID.randomUUID());
  }

  private static String watermarks(UUID id) {
    return STORE.postgres.value(
        "SELECT count(*) FROM source_partitions WHERE connection_id = ?", id);
  }

  @Test
  void remap_refusesRowsThatAnotherHas() {
    Store.get(admin.create(wanted("7", "t")));
    UUID second = Store.get(admin.create(wanted("7", "u")));
    assertThrows(Overlaps.class, () -> Store.get(admin.change(tenant, second, remap("u", "t"))));
    assertEquals(second, Store.get(admin.change(tenant, second, remap("u", "u"))));
  }

  @Test
  void remapAndDelete_areRefusedWhileASyncIsAtWork() {
    UUID id = Store.get(admin.create(wanted("7", "t")));
    UUID job = job(id, "running", null);
    Busy busy = assertThrows(Busy.class, () -> Store.get(admin.delete(tenant, id)));
    assertEquals(job, busy.jobId());
    assertThrows(Busy.class, () -> Store.get(admin.change(tenant, id, remap("t", "u"))));
    Store.get(admin.change(tenant, id, new ConnectionChange("N", null, null, null, null)));
    STORE.postgres.execute("UPDATE sync_jobs SET status = 'completed' WHERE id = ?", job);
    lease(id, "1 minute");
    assertThrows(Busy.class, () -> Store.get(admin.delete(tenant, id)));
    STORE.postgres.execute(
        "UPDATE connection_leases SET expires_at = now() - interval '1 s' WHERE connection_id = ?",
        id);
    assertEquals(id, Store.get(admin.delete(tenant, id)));
  }

  private static void lease(UUID id, String time) {
    STORE.postgres.execute(
        "INSERT INTO connection_leases (connection_id, owner, fence, time_to_live, expires_at)"
            + " VALUES (?, 'w', 1, '1 minute', now() + CAST(? AS interval))",
        id,
        time);
  }

  private UUID job(@Nullable UUID connection, String status, @Nullable UUID parent) {
    UUID job = UUID.randomUUID();
    STORE.postgres.execute(
        "INSERT INTO sync_jobs (id, connection_id, tenant_id, job_type, status, triggered_by,"
            + " idempotency_key, parent_job_id)"
            + " VALUES (?, CAST(? AS uuid), ?, 'backfill', ?, 'api', ?, CAST(? AS uuid))",
        job,
        connection == null ? null : connection.toString(),
        tenant.value(),
        status,
        job.toString(),
        parent == null ? null : parent.toString());
    return job;
  }

  @Test
  void delete_removesAllThatHangsOnItAndNothingElse() {
    UUID gone = filled("7");
    UUID kept = filled("8");
    String keptBefore = inventory(kept);
    String version =
        STORE.postgres.value("SELECT data_version FROM tenants WHERE id = ?", tenant.value());
    assertEquals(gone, Store.get(admin.delete(tenant, gone)));
    assertEquals("0|0|0|0|0|0|0|0", inventory(gone));
    assertEquals(keptBefore, inventory(kept));
    assertEquals("1|1|1|1|1|1|1|1", keptBefore);
    assertEquals(
        Long.parseLong(version) + 1,
        Long.parseLong(
            STORE.postgres.value("SELECT data_version FROM tenants WHERE id = ?", tenant.value())));
  }

  @Test
  void delete_keepsJobsAndTheirCost_andEndsThoseThatHaveNotBegun() {
    PostgresJobReader jobs = new PostgresJobReader(STORE.transactions);
    UUID gone = filled("7");
    UUID head = job(null, "running", null);
    UUID paid = job(gone, "completed", head);
    STORE.postgres.execute(
        "UPDATE sync_jobs SET bytes_billed = 10485760, cost_usd = 0.5, completed_at = now()"
            + " WHERE id = ?",
        paid);
    UUID waiting = job(gone, "pending", head);
    UUID parked = job(gone, "retrying", null);
    long total = Store.get(jobs.status(tenant, 50)).totalJobs();

    Store.get(admin.delete(tenant, gone));

    assertEquals(
        "10485760|0.500000000",
        STORE.postgres.value(
            "SELECT sum(bytes_billed), sum(cost_usd) FROM sync_jobs WHERE tenant_id = ?"
                + " AND former_connection_id IS NOT NULL",
            tenant.value()));
    assertEquals(total, Store.get(jobs.status(tenant, 50)).totalJobs());
    Map<String, @Nullable Object> shown = Store.get(jobs.find(tenant, paid)).columns();
    assertEquals(gone.toString(), shown.get("connection_id"));
    for (UUID ended : List.of(waiting, parked)) {
      Map<String, @Nullable Object> columns = Store.get(jobs.find(tenant, ended)).columns();
      assertEquals("failed", columns.get("status"));
      assertEquals("CONNECTION_DELETED", columns.get("error_code"));
    }
    assertEquals(
        "partial|10485760|t",
        STORE.postgres.value(
            "SELECT status, bytes_billed, completed_at IS NOT NULL FROM sync_jobs WHERE id = ?",
            head));
  }

  private UUID filled(String account) {
    UUID id = Store.get(admin.create(wanted(account, "t")));
    LocalDate day = LocalDate.of(2026, 5, 1);
    UUID campaign = STORE.campaign(id, "c", "USD");
    STORE.row(campaign, day, 1L, 1L, "1");
    STORE.postgres.execute(
        "INSERT INTO campaign_assets (tenant_id, campaign_space_id, asset_id)"
            + " SELECT tenant_id, id, 'a' FROM campaign_spaces WHERE id = ?",
        campaign);
    STORE.postgres.execute(
        "INSERT INTO campaign_asset_metrics (tenant_id, connection_id, campaign_asset_id, platform,"
            + " metric_date, currency, bigquery_sync_id, first_synced_at, synced_from_bigquery_at)"
            + " SELECT tenant_id, ?, id, 'p', ?, 'USD', gen_random_uuid(), now(), now()"
            + " FROM campaign_assets WHERE campaign_space_id = ?",
        id,
        day,
        campaign);
    UUID job = job(id, "completed", job(null, "completed", null));
    STORE.postgres.execute(
        "INSERT INTO metric_changes (tenant_id, connection_id, entity, campaign_space_id,"
            + " metric_date, metric_hour, operation, old_values, row_first_synced_at, job_id,"
            + " changed_at)"
            + " VALUES (?, ?, 'campaign_metrics', ?, ?, -1, 'delete', '{}', now(), ?, now())",
        tenant.value(),
        id,
        campaign,
        day,
        job);
    STORE.postgres.execute(
        "INSERT INTO sync_rejects (job_id, connection_id, tenant_id, reason, raw_row)"
            + " VALUES (?, ?, ?, 'BAD_HOUR', '{}')",
        job,
        id,
        tenant.value());
    watermark(id);
    lease(id, "-1 minute");
    return id;
  }

  private static String inventory(UUID id) {
    String of = " WHERE connection_id = '" + id + "')";
    return STORE.postgres.value(
        "SELECT (SELECT count(*) FROM campaign_metrics"
            + of
            + ", (SELECT count(*) FROM campaign_asset_metrics"
            + of
            + ", (SELECT count(*) FROM metric_changes"
            + of
            + ", (SELECT count(*) FROM campaign_spaces"
            + of
            + ", (SELECT count(*) FROM sync_jobs"
            + of
            + ", (SELECT count(*) FROM sync_rejects"
            + of
            + ", (SELECT count(*) FROM source_partitions"
            + of
            + ", (SELECT count(*) FROM connection_leases"
            + of);
  }

  @Test
  void othersConnections_canBeNeitherChangedNorRemoved() {
    UUID id = filled("7");
    TenantId other = STORE.tenant("UTC");
    assertTrue(Store.find(admin.delete(other, id)).isEmpty());
    ConnectionChange rename = new ConnectionChange("N", null, null, null, null);
    assertTrue(Store.find(admin.change(other, id, rename)).isEmpty());
    assertTrue(Store.find(admin.change(other, id, remap("t", "u"))).isEmpty());
    assertEquals("1|1|1|1|1|1|1|1", inventory(id));
    assertEquals("Main", columns(id).get("name"));
  }

  @Test
  void theFunctions_askWhoseItIsThemselves() {
    UUID id = filled("7");
    TenantId other = STORE.tenant("UTC");
    assertThrows(
        StoreException.class,
        () ->
            Store.get(
                STORE.transactions.inTenant(
                    other,
                    connection ->
                        new SqlStatement("SELECT delete_connection($1) IS NULL")
                            .rows(connection, s -> s.bind("$1", id), row -> true)
                            .next())));
    assertEquals("1|1|1|1|1|1|1|1", inventory(id));
  }

  @Test
  void theApi_makesNoConnectionsForOthers() {
    TenantId other = STORE.tenant("UTC");
    assertThrows(
        StoreException.class,
        () ->
            Store.get(
                STORE.transactions.inTenant(
                    other, connection -> InsertConnection.run(connection, wanted("7", "t")))));
  }

  @Test
  void realtime_isAsTheTenantRowSays() {
    assertEquals(false, Store.get(admin.realtimeAllowed(tenant)));
    STORE.postgres.execute(
        "UPDATE tenants SET realtime_allowed = true WHERE id = ?", tenant.value());
    assertEquals(true, Store.get(admin.realtimeAllowed(tenant)));
  }
}
