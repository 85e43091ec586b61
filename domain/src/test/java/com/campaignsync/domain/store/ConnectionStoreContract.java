package com.campaignsync.domain.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.tenant.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** What every {@link ConnectionStore} does. */
public abstract class ConnectionStoreContract extends ContractFixture {

  private static final int LIMIT = 10_000;

  @Test
  void aConnection_isFoundAsItWasKept() {
    AdConnection connection = added();

    assertEquals(connection, get(store().connections().find(connection.id())));
    assertNull(ask(store().connections().find(UUID.randomUUID())));
  }

  @Test
  void aDueConnection_isClaimedOnce_withAJobForEachEntity() {
    AdConnection both =
        connection(
            SyncFrequency.HOURLY,
            Map.of(
                Entity.CAMPAIGN_METRICS,
                mapping("campaign_metrics"),
                Entity.ASSET_METRICS,
                mapping("asset_metrics")));
    store().add(both, store().now());

    List<DueJob> due = claim(both);

    assertEquals(
        Set.of(Entity.CAMPAIGN_METRICS, Entity.ASSET_METRICS),
        due.stream().map(one -> one.job().entity()).collect(Collectors.toSet()));
    assertTrue(due.stream().allMatch(one -> one.job().status() == JobStatus.PENDING));
    assertNotEquals(due.get(0).readKey(), due.get(1).readKey());
    assertEquals(List.of(), claim(both));
  }

  @Test
  void manyClaimsAtOnce_claimAConnectionOnce() {
    AdConnection connection = connection(SyncFrequency.HOURLY);
    store().add(connection, store().now());

    List<DueJob> due =
        all(
            Flux.range(0, 8)
                .flatMap(i -> store().connections().claimDue(store().now(), false, LIMIT)));

    assertEquals(1, due.stream().filter(one -> isOf(one, connection)).count());
  }

  @Test
  void missedSlots_areClaimedOnce() {
    AdConnection connection = connection(SyncFrequency.EVERY_5_MINUTES);
    store().add(connection, store().now().minus(Duration.ofDays(2)));
    SyncJob job = claim(connection).get(0).job();
    Lease lease = leased(connection);
    get(store().jobs().start(job.id(), lease, lastWeek()));
    get(store().jobs().succeed(job.id(), lease, true, Map.of()));

    assertEquals(List.of(), claim(connection));
  }

  @Test
  void aConnectionWhoseScheduledJobIsNotOver_getsNoOther() {
    AdConnection connection = connection(SyncFrequency.EVERY_5_MINUTES);
    store().add(connection, store().now());
    assertEquals(1, claim(connection).size());
    store().pass(Duration.ofMinutes(6));

    assertEquals(List.of(), claim(connection));
  }

  @Test
  void connectionsOfOneSource_haveOneReadKey() {
    AdConnection one = connection(SyncFrequency.HOURLY);
    AdConnection two = connection(SyncFrequency.HOURLY);
    AdConnection other =
        connection(SyncFrequency.HOURLY, Map.of(Entity.CAMPAIGN_METRICS, mapping("elsewhere")));
    List.of(one, two, other).forEach(c -> store().add(c, store().now()));

    List<DueJob> due = all(store().connections().claimDue(store().now(), false, LIMIT));

    assertEquals(readKey(due, one), readKey(due, two));
    assertNotEquals(readKey(due, one), readKey(due, other));
  }

  @Test
  void pausedConnectionsAndThoseThatAreNotDue_areLeft() {
    AdConnection paused = connection(SyncFrequency.HOURLY);
    store().add(paused, store().now());
    store().pause(paused);
    AdConnection later = connection(SyncFrequency.HOURLY);
    store().add(later, store().now().plusSeconds(60));

    assertEquals(List.of(), claim(paused));
    assertEquals(List.of(), claim(later));
    assertEquals(List.of(), all(store().connections().active(paused.tenantId())));
    assertEquals(List.of(later), all(store().connections().active(later.tenantId())));
  }

  @Test
  void aTenant_isKnownOrNot() {
    AdConnection connection = added();

    assertEquals(true, get(store().connections().knows(connection.tenantId())));
    assertEquals(
        false, get(store().connections().knows(new TenantId("nobody " + UUID.randomUUID()))));
  }

  @Test
  void aConnectionThatIsSyncedByHand_isNeverDue() {
    AdConnection connection = connection(SyncFrequency.MANUAL);
    store().add(connection, store().now());

    assertEquals(List.of(), claim(connection));
  }

  private List<DueJob> claim(AdConnection connection) {
    return all(store().connections().claimDue(store().now(), false, LIMIT)).stream()
        .filter(due -> isOf(due, connection))
        .toList();
  }

  private static String readKey(List<DueJob> due, AdConnection of) {
    return due.stream().filter(one -> isOf(one, of)).findFirst().orElseThrow().readKey();
  }

  private static boolean isOf(DueJob due, AdConnection connection) {
    return due.job().connectionId().equals(connection.id());
  }
}
