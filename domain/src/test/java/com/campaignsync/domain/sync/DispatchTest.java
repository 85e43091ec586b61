package com.campaignsync.domain.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignsync.domain.source.ReadRequest;
import com.campaignsync.domain.store.FakeStore;
import com.campaignsync.domain.store.JobRow;
import com.campaignsync.domain.store.JobStatus;
import com.campaignsync.domain.store.Lease;
import com.campaignsync.domain.store.SyncFrequency;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DispatchTest {

  private static final Instant HOUR = Instant.parse("2026-03-15T05:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final FakeStore store = new FakeStore(HOUR);
  private final RecordingPublisher publisher = new RecordingPublisher();
  private final Dispatch dispatch =
      new Dispatch(store.connections, store.jobs, publisher, store.clock);

  @Test
  void aConnectionWhoseTimeHasCome_getsAJobAndAMessage() {
    UUID due = connection(1, SyncFrequency.HOURLY, HOUR);
    connection(2, SyncFrequency.HOURLY, HOUR.plusMillis(1));
    connection(3, SyncFrequency.MANUAL, null);

    assertEquals(1, dispatch.run().block());

    JobRow job = store.jobs.rows().get(0);
    assertEquals(due, job.job().connectionId());
    assertEquals(JobStatus.PENDING, job.status());
    assertEquals(List.of(job.job().id()), publisher.jobs());
  }

  @Test
  void theSameSlot_isDispatchedOnce() {
    connection(1, SyncFrequency.HOURLY, HOUR);

    assertEquals(1, dispatch.run().block());
    assertEquals(0, dispatch.run().block());
    store.clock.advance(Duration.ofHours(1));
    finish(publisher.jobs().get(0));

    assertEquals(1, dispatch.run().block());
    assertEquals(2, store.jobs.rows().size());
  }

  @Test
  void missedSlots_areCaughtUpOnce() {
    connection(1, SyncFrequency.EVERY_5_MINUTES, HOUR.minus(Duration.ofHours(7)));

    assertEquals(1, dispatch.run().block());
    assertEquals(0, dispatch.run().block());
  }

  @Test
  void aPendingJobWhoseMessageGotLost_isPublishedAgain() {
    connection(1, SyncFrequency.MANUAL, HOUR);
    publisher.fail(new IllegalStateException("broker down"));
    assertThrows(IllegalStateException.class, () -> dispatch.run().block());
    publisher.fail(null);

    store.clock.advance(Dispatch.STRANDED_AFTER);
    assertEquals(0, dispatch.run().block());
    store.clock.advance(Duration.ofMillis(1));
    assertEquals(1, dispatch.run().block());

    assertEquals(ids(), Set.copyOf(publisher.jobs()));
  }

  @Test
  void aJobWhoseWorkerDied_isPublishedAgainOnceItsLeaseExpired() {
    UUID connection = connection(1, SyncFrequency.MANUAL, HOUR);
    dispatch.run().block();
    UUID job = publisher.jobs().get(0);
    Duration longLease = Dispatch.STRANDED_AFTER.plus(MINUTE);
    Lease lease = store.leases.acquire(connection, "worker", longLease).block();
    store.jobs.start(job, lease, Bench.WINDOW).block();

    store.clock.advance(longLease.minusMillis(1));
    assertEquals(0, dispatch.run().block());
    store.clock.advance(Duration.ofMillis(1));
    assertEquals(1, dispatch.run().block());
    assertEquals(List.of(job, job), publisher.jobs());
  }

  @Test
  void aFinishedJob_isLeft() {
    connection(1, SyncFrequency.MANUAL, HOUR);
    dispatch.run().block();
    finish(publisher.jobs().get(0));
    store.clock.advance(Duration.ofDays(1));

    assertEquals(0, dispatch.run().block());
  }

  @Test
  void moreThanOneTickCanTake_waitsForTheNext() {
    for (int i = 0; i < Dispatch.CLAIMS_MAX + 1; i++) {
      connection(i, SyncFrequency.HOURLY, HOUR);
    }

    assertEquals(Dispatch.CLAIMS_MAX / ReadRequest.TARGETS_MAX, dispatch.run().block());
    assertEquals(1, dispatch.run().block());
    assertEquals(ids(), Set.copyOf(publisher.jobs()));
  }

  private void finish(UUID job) {
    JobRow row = store.jobs.row(job);
    Lease lease = store.leases.acquire(row.job().connectionId(), "w", MINUTE).block();
    store.jobs.succeed(row.job().id(), lease, true, Map.of()).block();
    store.leases.release(lease).block();
  }

  private Set<UUID> ids() {
    return Set.copyOf(store.jobs.rows().stream().map(row -> row.job().id()).toList());
  }

  private UUID connection(int number, SyncFrequency frequency, Instant nextRunAt) {
    UUID id = new UUID(1, number);
    store.connections.add(Connections.of(id, frequency), nextRunAt);
    return id;
  }
}
