package com.campaignsync.domain.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.source.ReadRequest;
import com.campaignsync.domain.source.SourceMapping;
import com.campaignsync.domain.store.AdConnection;
import com.campaignsync.domain.store.FakeStore;
import com.campaignsync.domain.store.JobFailure;
import com.campaignsync.domain.store.JobRow;
import com.campaignsync.domain.store.JobStatus;
import com.campaignsync.domain.store.JobType;
import com.campaignsync.domain.store.Lease;
import com.campaignsync.domain.store.NewJob;
import com.campaignsync.domain.store.StoreException;
import com.campaignsync.domain.store.SyncFrequency;
import com.campaignsync.domain.sync.MessagePublisher.Topic;
import com.campaignsync.domain.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

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
    connection(1, SyncFrequency.DAILY, HOUR);
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
  void strays_arePublishedThoughNothingCanBeClaimed() {
    connection(1, SyncFrequency.DAILY, HOUR);
    dispatch.run().block();
    store.clock.advance(Dispatch.STRANDED_AFTER.plusMillis(1));
    StoreException busy = new StoreException(StoreException.Code.STORE_BUSY, "locked", null);
    store.link.refuseOnce("claimDue", busy);

    assertEquals(busy, assertThrows(StoreException.class, () -> dispatch.firstPass().block()));
    assertEquals(2, publisher.jobs().size());
  }

  @Test
  void aJobWhoseWorkerDied_isPublishedAgainOnceItsLeaseExpired() {
    UUID connection = connection(1, SyncFrequency.DAILY, HOUR);
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
    connection(1, SyncFrequency.DAILY, HOUR);
    dispatch.run().block();
    finish(publisher.jobs().get(0));
    store.clock.advance(Duration.ofHours(3));

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

  @Test
  void connectionsOfOneSource_areReadByOneMessage_ofAtMostTwoHundred() {
    for (int i = 0; i < ReadRequest.TARGETS_MAX + 1; i++) {
      connection(i, SyncFrequency.HOURLY, HOUR);
    }

    assertEquals(2, dispatch.firstPass().block());

    assertEquals(
        List.of(ReadRequest.TARGETS_MAX, 1),
        publisher.jobs(Topic.SYNC).stream().map(List::size).toList());
  }

  @Test
  void eachEntity_hasItsJob_andAMessageOfItsOwn() {
    AdConnection both =
        Connections.with(
            Connections.of(new UUID(1, 1), SyncFrequency.HOURLY),
            Map.of(
                Entity.CAMPAIGN_METRICS,
                Connections.MAPPING,
                Entity.ASSET_METRICS,
                new SourceMapping("asset_metrics", Map.of())));
    store.connections.add(both, HOUR);
    connection(2, SyncFrequency.HOURLY, HOUR);

    assertEquals(2, dispatch.firstPass().block());

    assertEquals(3, store.jobs.rows().size());
    assertEquals(List.of(2, 1), publisher.jobs(Topic.SYNC).stream().map(List::size).toList());
  }

  @Test
  void aConnectionWhoseLastJobOfTheScheduleIsUnderWay_getsNoOther() {
    connection(1, SyncFrequency.EVERY_5_MINUTES, HOUR);
    dispatch.firstPass().block();
    store.clock.advance(Duration.ofMinutes(5));

    dispatch.firstPass().block();

    assertEquals(1, store.jobs.rows().size());
  }

  @Test
  void realtimeConnections_areDueAgainHalfAMinuteLater() {
    VirtualTimeScheduler time = VirtualTimeScheduler.getOrSet();
    try {
      connection(1, SyncFrequency.REALTIME, HOUR);
      connection(2, SyncFrequency.HOURLY, HOUR);
      AtomicLong published = new AtomicLong();
      dispatch.run().subscribe(published::set);
      assertEquals(1, publisher.published().size());
      publisher.jobs().forEach(this::finish);

      store.clock.advance(Dispatch.SECOND_PASS_AFTER);
      time.advanceTimeBy(Dispatch.SECOND_PASS_AFTER.minusMillis(1));
      assertEquals(0, published.get());
      time.advanceTimeBy(Duration.ofMillis(1));

      assertEquals(2, published.get());
      assertEquals(3, publisher.jobs().size());
      assertEquals(new UUID(1, 1), store.jobs.rows().get(2).job().connectionId());
    } finally {
      VirtualTimeScheduler.reset();
    }
  }

  @Test
  void withoutRealtimeConnections_thereIsOnePass() {
    connection(1, SyncFrequency.HOURLY, HOUR);

    assertEquals(1, dispatch.run().block(Duration.ofSeconds(5)));
  }

  @Test
  void aParkedJob_isPublishedOnceItsNextAttemptHasCome_andNotBefore() {
    UUID connection = connection(1, SyncFrequency.DAILY, HOUR);
    dispatch.firstPass().block();
    UUID job = publisher.jobs().get(0);
    Lease lease = store.leases.acquire(connection, "worker", MINUTE).block();
    store.jobs.start(job, lease, Bench.WINDOW).block();
    store.jobs.fail(job, lease, new JobFailure("SOURCE_UNAVAILABLE", "later", true)).block();
    store.leases.release(lease).block();
    Instant next = store.jobs.row(job).nextAttemptAt();

    store.clock.set(next.minusMillis(1));
    assertEquals(0, dispatch.firstPass().block());
    store.clock.set(next);
    assertEquals(1, dispatch.firstPass().block());

    assertEquals(List.of(job, job), publisher.jobs());
  }

  @Test
  void strayMaintenance_goesToItsOwnTopic() {
    UUID connection = connection(1, SyncFrequency.MANUAL, null);
    NewJob resync =
        new NewJob(
            connection,
            new TenantId("acme"),
            Entity.CAMPAIGN_METRICS,
            JobType.FULL_SYNC,
            null,
            false,
            null,
            NewJob.Trigger.SYSTEM,
            null,
            "resync");
    UUID job = store.jobs.schedule(resync).id();
    store.clock.advance(Dispatch.STRANDED_AFTER.plusMillis(1));

    dispatch.firstPass().block();

    assertEquals(List.of(List.of(job)), publisher.jobs(Topic.MAINTENANCE));
    assertEquals(List.of(), publisher.jobs(Topic.SYNC));
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
