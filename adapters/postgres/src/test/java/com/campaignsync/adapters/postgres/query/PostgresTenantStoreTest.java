package com.campaignsync.adapters.postgres.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.tenant.NewTenant;
import com.campaignsync.domain.tenant.Tenant;
import com.campaignsync.domain.tenant.TenantChange;
import com.campaignsync.domain.tenant.TenantId;
import com.campaignsync.domain.tenant.TenantStore.Reason;
import com.campaignsync.domain.tenant.TenantStore.Refused;
import com.campaignsync.domain.tenant.Tier;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PostgresTenantStoreTest {

  private static final Instant NOW = Instant.parse("2026-03-28T23:30:00Z");
  private static final TenantChange NOTHING = new TenantChange(null, null, null, null, null);

  private final Store store = new Store();
  private final PostgresTenantStore tenants = new PostgresTenantStore(store.transactions);
  private final TenantId id = new TenantId("köln's \"" + UUID.randomUUID());

  private Tenant create() {
    return Store.get(
        tenants.create(
            new NewTenant(id, "K", Tier.PREMIUM, ZoneId.of("Europe/Berlin"), "EUR", true)));
  }

  private Optional<Tenant> change(TenantChange change) {
    return Store.find(tenants.change(id, change, NOW));
  }

  private static TenantChange currency(String code) {
    return new TenantChange(null, null, null, code, null);
  }

  private String row() {
    return store.postgres.value(
        "SELECT name, tier, time_zone, currency, realtime_allowed, data_version FROM tenants"
            + " WHERE id = ?",
        id.value());
  }

  private void assertRefused(Reason reason, TenantChange change) {
    String before = row();
    assertEquals(reason, assertThrows(Refused.class, () -> change(change)).reason());
    assertEquals(before, row(), "nothing of it is made");
  }

  @Test
  void create_keepsEveryPartOnce() {
    Tenant made = create();
    assertEquals(id, made.id());
    assertEquals("K|premium|Europe/Berlin|EUR|t|0", row());
    assertEquals(
        Optional.empty(),
        Store.find(
            tenants.create(
                new NewTenant(id, "Other", Tier.STANDARD, ZoneId.of("UTC"), "USD", false))));
    assertEquals("K|premium|Europe/Berlin|EUR|t|0", row());
  }

  @Test
  void change_keepsWhatIsNotNamedAndMovesTheDataVersion() {
    create();
    assertEquals(
        "New", change(new TenantChange("New", null, null, null, null)).orElseThrow().name());
    assertEquals("New|premium|Europe/Berlin|EUR|t|1", row());
    change(new TenantChange(null, Tier.STANDARD, ZoneId.of("Asia/Tokyo"), "JPY", false));
    assertEquals("New|standard|Asia/Tokyo|JPY|f|2", row());
  }

  @Test
  void change_ofNoTenantIsEmpty() {
    assertEquals(Optional.empty(), change(NOTHING));
    assertEquals(Optional.empty(), change(currency("USD")));
  }

  @Test
  void otherCurrency_isRefusedOnceThereAreCampaigns() {
    create();
    UUID connection = store.connection(id, "google_ads", "a");
    change(currency("USD"));
    store.campaign(connection, "c1", "USD");
    assertRefused(Reason.CURRENCY_IN_USE, currency("EUR"));
    change(currency("USD"));
    assertTrue(row().endsWith("USD|t|2"), "the same currency is no change of it: " + row());
  }

  @Test
  void otherCurrency_isRefusedWhileASyncIsAtWork() {
    create();
    UUID connection = store.connection(id, "google_ads", "a");
    store.postgres.execute(
        "INSERT INTO sync_jobs (connection_id, tenant_id, job_type, status, triggered_by,"
            + " idempotency_key) VALUES (?, ?, 'incremental_sync', 'running', 'api', ?)",
        connection,
        id.value(),
        UUID.randomUUID().toString());
    assertRefused(Reason.SYNC_RUNNING, currency("USD"));
    change(new TenantChange("Renamed", null, null, null, null));
    store.postgres.execute(
        "UPDATE sync_jobs SET status = 'completed' WHERE tenant_id = ?", id.value());
    change(currency("USD"));
  }

  @Test
  void realtime_isNotTakenFromConnectionsThatLiveByIt() {
    create();
    UUID connection = store.connection(id, "google_ads", "a");
    store.postgres.execute(
        "UPDATE connections SET sync_frequency = 'realtime' WHERE id = ?", connection);
    assertRefused(Reason.REALTIME_IN_USE, new TenantChange(null, null, null, null, false));
    store.postgres.execute(
        "UPDATE connections SET sync_frequency = 'hourly' WHERE id = ?", connection);
    change(new TenantChange(null, null, null, null, false));
  }

  @Test
  void otherZone_movesTheNextRunOfDailyConnectionsThatAreNotDueYet() {
    create();
    schedule("daily", "2026-03-29T22:00:00Z");
    schedule("hourly", "2026-03-29T00:00:00Z");
    schedule("late", "2026-03-28T22:00:00Z");
    store.postgres.execute(
        "UPDATE connections SET sync_frequency = 'daily' WHERE name = 'late' AND tenant_id = ?",
        id.value());
    change(new TenantChange(null, null, ZoneId.of("Asia/Tokyo"), null, null));
    assertEquals(
        List.of(
            "daily|2026-03-29 15:00:00", "hourly|2026-03-29 00:00:00", "late|2026-03-28 22:00:00"),
        store.postgres.rows(
            "SELECT name, next_run_at AT TIME ZONE 'UTC' FROM connections WHERE tenant_id = ?"
                + " ORDER BY name",
            id.value()));
  }

  private void schedule(String name, String nextRun) {
    UUID connection = store.connection(id, "google_ads", name);
    store.postgres.execute(
        "UPDATE connections SET sync_frequency = CASE name WHEN 'daily' THEN 'daily' ELSE 'hourly'"
            + " END, next_run_at = CAST(? AS timestamptz) WHERE id = ?",
        nextRun,
        connection);
  }

  @Test
  void page_hasEveryTenantOnceInTheOrderOfIds() {
    create();
    store.tenant("UTC");
    store.tenant("UTC");
    List<String> seen = new ArrayList<>();
    List<Tenant> page = Store.get(tenants.page(null, 2));
    while (!page.isEmpty()) {
      page.forEach(one -> seen.add(one.id().value()));
      page = Store.get(tenants.page(page.get(page.size() - 1).id(), 2));
    }
    assertEquals(store.postgres.rows("SELECT id FROM tenants ORDER BY id"), seen);
  }

  @Test
  void theApisRole_touchesNoOtherTenantThanTheOneItNames() throws Exception {
    create();
    String other = store.tenant("UTC").value();
    try (Connection api = store.postgres.jdbc("test_api")) {
      api.setAutoCommit(false);
      try (var statement = api.createStatement()) {
        statement.execute("SELECT set_config('app.tenant_id', '" + other + "', true)");
        assertEquals(
            0,
            statement.executeUpdate("UPDATE tenants SET name = 'x' WHERE id <> '" + other + "'"));
        assertThrows(
            SQLException.class,
            () -> statement.execute("INSERT INTO tenants (id, name) VALUES ('stolen', 'x')"));
      }
      api.rollback();
      try (var statement = api.createStatement()) {
        assertThrows(SQLException.class, () -> statement.execute("DELETE FROM tenants WHERE true"));
      }
      api.rollback();
    }
  }
}
