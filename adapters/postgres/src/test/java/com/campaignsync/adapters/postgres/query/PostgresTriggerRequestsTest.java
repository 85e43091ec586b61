package com.campaignsync.adapters.postgres.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.store.DueJob;
import com.campaignsync.domain.store.TriggerRequests.Triggered;
import com.campaignsync.domain.tenant.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class PostgresTriggerRequestsTest {

  private final Store store = new Store();
  private final PostgresTriggerRequests triggers = new PostgresTriggerRequests(store.transactions);
  private final TenantId tenant = store.tenant("UTC");

  private Triggered trigger() {
    return Store.get(triggers.trigger(tenant, "me", UUID.randomUUID().toString()));
  }

  private void set(UUID connection, String assignment) {
    store.postgres.execute("UPDATE connections SET " + assignment + " WHERE id = ?", connection);
  }

  private static void assertCounts(
      Triggered found, long queued, long paused, long underWay, long left) {
    assertEquals(
        List.of(queued, paused, underWay, left),
        List.of(found.queued(), found.paused(), found.underWay(), found.left()));
  }

  @Test
  void everyIdleConnection_getsAJobAndIsQueued() {
    store.connection(tenant, "google_ads", "a");
    UUID withAssets = store.connection(tenant, "google_ads", "b");
    set(withAssets, "asset_source = 'asset_metrics'");
    UUID paused = store.connection(tenant, "google_ads", "c");
    set(paused, "paused = true");
    Triggered found = trigger();
    assertCounts(found, 2, 1, 0, 0);
    assertEquals(
        List.of("campaign_metrics", "campaign_metrics", "asset_metrics"),
        found.jobs().stream().map(one -> one.job().entity().wireName()).toList());
    assertEquals(
        List.of("a|queued", "b|queued", "c|idle"),
        store.postgres.rows(
            "SELECT name, sync_status FROM connections WHERE tenant_id = ? ORDER BY name",
            tenant.value()));
    assertEquals(
        "3|api|me|incremental_sync|pending",
        store.postgres.value(
            "SELECT count(*), min(triggered_by), min(triggered_by_user_id), min(job_type),"
                + " max(status) FROM sync_jobs WHERE tenant_id = ?",
            tenant.value()));
  }

  @Test
  void aSecondClick_queuesNothingTwice() {
    set(store.connection(tenant, "google_ads", "a"), "asset_source = 'asset_metrics'");
    assertCounts(trigger(), 1, 0, 0, 0);
    Triggered again = trigger();
    assertCounts(again, 0, 0, 1, 0);
    assertEquals(List.of(), again.jobs());
  }

  @Test
  void clicksAtOnce_queueEveryConnectionOnce() {
    for (int i = 0; i < 20; i++) {
      store.connection(tenant, "google_ads", "a" + i);
    }
    List<Triggered> all =
        Store.get(
            Flux.range(0, 8)
                .flatMap(i -> triggers.trigger(tenant, "me", UUID.randomUUID().toString()), 4)
                .collectList());
    assertEquals(20, all.stream().mapToLong(Triggered::queued).sum());
    assertEquals(
        "20",
        store.postgres.value("SELECT count(*) FROM sync_jobs WHERE tenant_id = ?", tenant.value()));
  }

  @Test
  void assetsThatAreBeingSynced_areLeftAlone() {
    UUID connection = store.connection(tenant, "google_ads", "a");
    set(connection, "asset_source = 'asset_metrics'");
    trigger();
    store.postgres.execute(
        "UPDATE sync_jobs SET status = 'completed' WHERE connection_id = ?"
            + " AND entity = 'campaign_metrics'",
        connection);
    Triggered again = trigger();
    assertCounts(again, 1, 0, 0, 0);
    assertEquals(Entity.CAMPAIGN_METRICS, again.jobs().get(0).job().entity());
    assertEquals(1, again.jobs().size());
  }

  @Test
  void jobsOfOneRead_haveOneKeyAcrossTenants() {
    TenantId other = store.tenant("UTC");
    store.connection(tenant, "google_ads", "a");
    store.connection(other, "tiktok", "b");
    UUID elsewhere = store.connection(tenant, "google_ads", "c");
    set(elsewhere, "source = 'other_table'");
    List<DueJob> own = trigger().jobs();
    DueJob theirs = Store.get(triggers.trigger(other, "me", "r")).jobs().get(0);
    DueJob shared =
        own.stream().filter(one -> !one.job().connectionId().equals(elsewhere)).findFirst().get();
    DueJob apart =
        own.stream().filter(one -> one.job().connectionId().equals(elsewhere)).findFirst().get();
    assertEquals(shared.readKey(), theirs.readKey());
    assertNotEquals(shared.readKey(), apart.readKey());
  }

  @Test
  void moreThanOneRequestTakes_areLeftAndCounted() {
    PostgresTriggerRequests few = new PostgresTriggerRequests(store.transactions, 2);
    for (int i = 0; i < 3; i++) {
      store.connection(tenant, "google_ads", "a" + i);
    }
    assertCounts(Store.get(few.trigger(tenant, "me", "r1")), 2, 0, 0, 1);
    assertCounts(Store.get(few.trigger(tenant, "me", "r2")), 1, 0, 2, 0);
  }

  @Test
  void noSuchTenant_isEmpty() {
    assertEquals(Optional.empty(), Store.find(triggers.trigger(new TenantId("nobody"), "me", "r")));
  }

  @Test
  void aRequestMadeBefore_queuesNothingAgain() {
    UUID connection = store.connection(tenant, "google_ads", "a");
    String request = "r-" + connection;
    assertCounts(Store.get(triggers.trigger(tenant, "me", request)), 1, 0, 0, 0);
    store.postgres.execute(
        "UPDATE sync_jobs SET status = 'completed' WHERE connection_id = ?", connection);
    assertCounts(Store.get(triggers.trigger(tenant, "me", request)), 0, 0, 0, 0);
    assertCounts(trigger(), 1, 0, 0, 0);
  }
}
