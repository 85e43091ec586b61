package com.campaignsync.domain.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** What every {@link LeaseStore} does. */
public abstract class LeaseStoreContract extends ContractFixture {

  @Test
  void aFreeLease_isTakenByOne() {
    AdConnection connection = added();

    assertEquals(connection.id(), leased(connection).connectionId());
    assertNull(ask(store().leases().acquire(connection.id(), "other", TTL)));
  }

  @Test
  void manyAtOnce_oneGetsIt() {
    AdConnection connection = added();

    long taken =
        get(
            Flux.range(0, 16)
                .flatMap(i -> store().leases().acquire(connection.id(), "w" + i, TTL))
                .count());

    assertEquals(1, taken);
  }

  @Test
  void theFenceGrows_withEveryHolder() {
    AdConnection connection = added();
    Lease first = leased(connection);
    ask(store().leases().release(first));
    Lease second = leased(connection);
    store().pass(TTL.plusSeconds(1));
    Lease third = leased(connection);

    assertTrue(first.fence() < second.fence() && second.fence() < third.fence());
  }

  @Test
  void anExpiredLease_isTakenOver_andItsHolderCannotRenewIt() {
    AdConnection connection = added();
    Lease dead = leased(connection);
    store().pass(TTL.plusSeconds(1));
    leased(connection);

    assertFalse(get(store().leases().renew(dead, TTL)));
  }

  @Test
  void aRenewedLease_livesOn() {
    AdConnection connection = added();
    Lease lease = leased(connection);
    store().pass(TTL.minusSeconds(10));
    assertTrue(get(store().leases().renew(lease, TTL)));
    store().pass(TTL.minusSeconds(10));

    assertNull(ask(store().leases().acquire(connection.id(), "other", TTL)));
  }

  @Test
  void aLeaseThatWasGivenBack_isNotBroughtBackByALateHeartbeat() {
    AdConnection connection = added();
    Lease lease = leased(connection);
    ask(store().leases().release(lease));

    assertFalse(get(store().leases().renew(lease, TTL)));
    assertNotNull(ask(store().leases().acquire(connection.id(), "other", TTL)));
  }

  @Test
  void aLostLease_isNotReleasedByItsOldHolder() {
    AdConnection connection = added();
    Lease old = leased(connection);
    store().pass(TTL.plusSeconds(1));
    leased(connection);

    ask(store().leases().release(old));

    assertNull(ask(store().leases().acquire(connection.id(), "third", TTL)));
  }
}
