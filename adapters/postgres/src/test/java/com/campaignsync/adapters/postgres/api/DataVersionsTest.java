package com.campaignsync.adapters.postgres.api;

import static com.campaignsync.adapters.postgres.api.Instances.find;
import static com.campaignsync.adapters.postgres.api.Instances.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.query.TenantVersion;
import com.campaignsync.domain.tenant.TenantId;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What moves a tenant's version beside the loads, which have their own tests of it. */
class DataVersionsTest {

  private final Instances instances = new Instances();
  private final PostgresDataVersions versions = new PostgresDataVersions(instances.one);
  private final TenantId tenant = new TenantId(instances.caller().scope().value());
  private final UUID connection = UUID.randomUUID();
  private final UUID second = UUID.randomUUID();

  @BeforeEach
  void oneTenant() {
    instances.postgres.execute(
        "INSERT INTO tenants (id, name, time_zone) VALUES (?, 'T', 'Asia/Kolkata')",
        tenant.value());
    for (UUID id : List.of(connection, second)) {
      instances.postgres.execute(
          "INSERT INTO connections (id, tenant_id, platform, account_id, name,"
              + " last_sync_completed_at) VALUES (?, ?, 'google_ads', ?, 'old', '2026-03-01Z')",
          id,
          tenant.value(),
          id.toString());
    }
  }

  private TenantVersion version() {
    return get(versions.of(tenant));
  }

  private void change(String table, String set, Object id) {
    instances.postgres.execute("UPDATE " + table + " SET " + set + " WHERE id = ?", id);
  }

  @Test
  void version_isTheTenantsOwn_withItsZone() {
    assertEquals(0, version().dataVersion());
    assertEquals(ZoneId.of("Asia/Kolkata"), version().zone());
    assertEquals(Optional.empty(), find(versions.of(new TenantId("nobody"))));
  }

  @Test
  void changesOfTheTenantItself_moveIt() {
    long before = version().dataVersion();
    for (String set :
        List.of(
            "name = 'New'", "time_zone = 'Asia/Tokyo'", "currency = 'JPY'", "tier = 'premium'")) {
      change("tenants", set, tenant.value());
      assertEquals(++before, version().dataVersion(), set);
    }
    change("tenants", "name = 'New'", tenant.value());
    assertEquals(before, version().dataVersion(), "nothing changed");
  }

  @Test
  void renamedConnection_movesIt_aSyncsOwnMarksDoNot() {
    change("connections", "name = 'new'", connection);
    assertEquals(1, version().dataVersion());
    change("connections", "account_id = 'other'", connection);
    assertEquals(2, version().dataVersion());
    change("connections", "sync_status = 'syncing', next_run_at = now()", connection);
    assertEquals(2, version().dataVersion());
  }

  @Test
  void everySyncThatSucceeds_changesTheMark_beItTheLatestOrNot() {
    String before = version().syncMark();
    change("connections", "last_sync_completed_at = '2026-03-29Z'", connection);
    String latest = version().syncMark();
    assertNotEquals(before, latest);
    change("connections", "last_sync_completed_at = '2026-03-28Z'", second);
    assertNotEquals(latest, version().syncMark());
    assertEquals(0, version().dataVersion());
  }

  @Test
  void droppedMonth_movesItForRowsWithoutWatermarks() {
    instances.postgres.execute("SELECT ensure_month('2019-05-01')");
    instances.postgres.execute(
        "INSERT INTO metric_changes (tenant_id, connection_id, entity, campaign_space_id,"
            + " metric_date, metric_hour, operation, old_values, job_id, changed_at, row_first_synced_at)"
            + " VALUES (?, ?, 'campaign_metrics', ?, '2019-05-03', -1, 'delete', '{}', ?, now(),"
            + " now())",
        tenant.value(),
        connection,
        UUID.randomUUID(),
        UUID.randomUUID());
    String sql = bumpMonthTenants();
    instances.postgres.execute(sql.replace("$1", "DATE '2019-05-01'"));
    assertEquals(1, version().dataVersion());
    instances.postgres.execute(sql.replace("$1", "DATE '2019-06-01'"));
    assertEquals(1, version().dataVersion());
    assertTrue(sql.contains("metric_changes"));
  }

  private static String bumpMonthTenants() {
    try (var stream =
        PostgresDataVersions.class.getResourceAsStream("../sync/bump_month_tenants.sql")) {
      return new String(
          java.util.Objects.requireNonNull(stream).readAllBytes(),
          java.nio.charset.StandardCharsets.UTF_8);
    } catch (java.io.IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }
}
