package com.campaignsync.adapters.postgres.sync;

import static com.campaignsync.adapters.postgres.sync.Fixture.DAY;
import static com.campaignsync.adapters.postgres.sync.Fixture.TTL;
import static com.campaignsync.adapters.postgres.sync.Fixture.V1;
import static com.campaignsync.adapters.postgres.sync.Fixture.await;
import static com.campaignsync.adapters.postgres.sync.Fixture.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignsync.domain.source.SourceRecord;
import com.campaignsync.domain.store.Lease;
import com.campaignsync.domain.store.LoadCounts;
import com.campaignsync.domain.store.StoreException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

class LeaseTest {

  private final Fixture fixture = new Fixture();
  private final PostgresLeaseStore leases = fixture.leases;

  @Test
  void acquire_refusesALeaseThatIsHeld() {
    assertNull(await(leases.acquire(fixture.connection.id(), "other", TTL)));
    assertNull(await(leases.acquire(fixture.connection.id(), "fixture", TTL)));
  }

  @Test
  void acquire_takesAReleasedLeaseUnderTheNextFence() {
    await(leases.release(fixture.lease));
    Lease next = takeOver();
    assertEquals(fixture.lease.fence() + 1, next.fence());
    assertEquals("other", next.owner());
  }

  @Test
  void acquire_takesAnExpiredLeaseUnderTheNextFence() {
    expire();
    assertEquals(fixture.lease.fence() + 1, takeOver().fence());
  }

  @Test
  void acquire_letsExactlyOneOfManyIn() {
    for (int round = 0; round < 10; round++) {
      expire();
      long won =
          Objects.requireNonNull(
              await(
                  Flux.range(0, 8)
                      .flatMap(i -> leases.acquire(fixture.connection.id(), "worker " + i, TTL))
                      .count()));
      assertEquals(1, won);
    }
    assertEquals(
        "11", fixture.value("SELECT fence FROM connection_leases WHERE connection_id = ?"));
  }

  @Test
  void renew_isFalseForALostLease() {
    expire();
    takeOver();
    assertEquals(false, await(leases.renew(fixture.lease, TTL)));
  }

  @Test
  void aLeaseThatWasGivenBack_isNotBroughtBackByALateHeartbeat() {
    await(leases.release(fixture.lease));
    assertEquals(false, await(leases.renew(fixture.lease, TTL)));
    assertEquals(fixture.lease.fence() + 1, takeOver().fence());
  }

  @Test
  void renew_extendsTheLease() {
    expire();
    assertEquals(true, await(leases.renew(fixture.lease, TTL)));
    assertNull(await(leases.acquire(fixture.connection.id(), "other", TTL)));
  }

  @Test
  void release_ofALostLeaseDoesNothing() {
    expire();
    takeOver();
    await(leases.release(fixture.lease));
    assertNull(await(leases.acquire(fixture.connection.id(), "third", TTL)));
  }

  @Test
  void load_underALostLeaseIsFencedAndWritesNothing() {
    expire();
    takeOver();
    StoreException error =
        assertThrows(StoreException.class, () -> fixture.load(V1, row("a", DAY, 1L, "1")));
    assertEquals(StoreException.Code.FENCED, error.code());
    assertEquals(
        "0", fixture.value("SELECT count(*) FROM campaign_metrics WHERE connection_id = ?"));
  }

  @Test
  void load_holdsOffOthersThoughTheLeaseExpiresMeanwhile() throws Exception {
    Sinks.Many<SourceRecord> source = Sinks.many().unicast().onBackpressureBuffer();
    CompletableFuture<LoadCounts> load =
        fixture
            .metrics
            .load(fixture.lease, fixture.context(V1), () -> Set.of(DAY), source.asFlux())
            .toFuture();
    awaitLoadTransaction(fixture);
    assertNull(
        leases.acquire(fixture.connection.id(), "other", TTL).block(Duration.ofSeconds(2)),
        "acquire does not wait for a load");
    assertEquals(true, leases.renew(fixture.lease, TTL).block(Duration.ofSeconds(2)));
    source.tryEmitNext(new SourceRecord.Accepted(row("a", DAY, 1L, "1"))).orThrow();
    source.tryEmitComplete().orThrow();
    assertEquals(1, load.get(30, TimeUnit.SECONDS).inserted());
    assertNull(await(leases.acquire(fixture.connection.id(), "other", TTL)), "the load extends it");
  }

  @Test
  void twoWorkers_cannotInterleave() throws Exception {
    Sinks.Many<SourceRecord> source = Sinks.many().unicast().onBackpressureBuffer();
    CompletableFuture<LoadCounts> first =
        fixture
            .metrics
            .load(fixture.lease, fixture.context(V1), () -> Set.of(DAY), source.asFlux())
            .toFuture();
    awaitLoadTransaction(fixture);
    expire(first, source);
    Lease second = takeOver();
    assertEquals(fixture.lease.fence() + 1, second.fence());
    StoreException late =
        assertThrows(StoreException.class, () -> fixture.load(V1, row("b", DAY, 2L, "2")));
    assertEquals(StoreException.Code.FENCED, late.code());
    fixture.lease = second;
    assertEquals(1, fixture.load(V1, row("a", DAY, 1L, "1")).unchanged());
  }

  /** Nobody can take the lease while the load runs; once it is over and expired, anybody can. */
  private void expire(CompletableFuture<LoadCounts> load, Sinks.Many<SourceRecord> source)
      throws Exception {
    assertNull(await(leases.acquire(fixture.connection.id(), "other", TTL)));
    source.tryEmitNext(new SourceRecord.Accepted(row("a", DAY, 1L, "1"))).orThrow();
    source.tryEmitComplete().orThrow();
    assertEquals(1, load.get(30, TimeUnit.SECONDS).inserted());
    expire();
  }

  /** Until the load's transaction holds the lease's row. */
  static void awaitLoadTransaction(Fixture fixture) {
    Poll.until(
        "a load holds the lease",
        () ->
            fixture
                .rows(
                    "SELECT 1 FROM connection_leases WHERE connection_id = ?"
                        + " FOR NO KEY UPDATE SKIP LOCKED")
                .isEmpty());
  }

  private Lease takeOver() {
    Lease lease = await(leases.acquire(fixture.connection.id(), "other", TTL));
    assertNotNull(lease);
    return lease;
  }

  private void expire() {
    Fixture.POSTGRES.execute(
        "UPDATE connection_leases SET expires_at = clock_timestamp() - interval '1 second'"
            + " WHERE connection_id = ?",
        fixture.connection.id());
  }
}
