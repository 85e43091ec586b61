package com.campaignsync.adapters.postgres.sync;

import static com.campaignsync.adapters.postgres.sync.Fixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignsync.domain.source.SourceColumn;
import com.campaignsync.domain.store.AdConnection;
import com.campaignsync.domain.store.JobStatus;
import com.campaignsync.domain.store.StoreException;
import com.campaignsync.domain.store.SyncJob;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class ConnectionStoreTest {

  private static final Instant NOW = Instant.parse("2026-03-08T10:07:00Z");
  private static final String NEXT =
      "SELECT next_run_at AT TIME ZONE 'UTC', sync_status FROM connections WHERE id = ?";

  private final PostgresConnectionStore connections = new PostgresConnectionStore(Fixture.DATABASE);
  private final Fixture fixture = new Fixture();

  @BeforeEach
  void nothingElseIsDue() {
    Fixture.POSTGRES.execute("UPDATE connections SET next_run_at = NULL");
    Fixture.POSTGRES.execute("DELETE FROM sync_jobs WHERE id = ?", fixture.jobId);
  }

  private void due(String frequency, String slot) {
    Fixture.POSTGRES.execute(
        "UPDATE connections SET sync_frequency = ?, next_run_at = CAST(? AS timestamptz) WHERE id = ?",
        frequency,
        slot,
        fixture.connection.id());
  }

  private List<SyncJob> claim() {
    return Objects.requireNonNull(await(connections.claimDue(NOW, 100).collectList()));
  }

  @Test
  void claimDue_makesAPendingJobAndSetsTheNextSlot() {
    due("hourly", "2026-03-08T10:00:00Z");
    SyncJob job = claim().get(0);
    assertEquals(fixture.connection.id(), job.connectionId());
    assertEquals(JobStatus.PENDING, job.status());
    assertNull(job.window());
    assertEquals("2026-03-08 11:00:00|queued", fixture.value(NEXT));
    assertEquals(
        "scheduled:%s:campaign_metrics:2026-03-08T10:00:00Z|scheduler|incremental_sync"
            .formatted(fixture.connection.id()),
        fixture.value(
            "SELECT idempotency_key, triggered_by, job_type FROM sync_jobs WHERE connection_id = ?"));
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
    due("hourly", "2026-03-08T10:00:00Z");
    Fixture.POSTGRES.execute(
        "UPDATE connections SET paused = true WHERE id = ?", fixture.connection.id());
    assertEquals(0, claim().size());
  }

  @Test
  void claimDue_doesNotPileUpJobsThatWait() {
    due("hourly", "2026-03-08T09:00:00Z");
    assertEquals(1, claim().size());
    due("hourly", "2026-03-08T10:00:00Z");
    assertEquals(0, claim().size());
    assertEquals("2026-03-08 11:00:00|queued", fixture.value(NEXT));
  }

  @Test
  void claimDue_countsTheTenantsDaysAcrossDaylightSaving() {
    Fixture.POSTGRES.execute(
        "UPDATE tenants SET time_zone = 'America/New_York' WHERE id = ?",
        fixture.connection.tenantId().value());
    due("daily", "2026-03-08T05:00:00Z");
    claim();
    assertEquals("2026-03-09 04:00:00|queued", fixture.value(NEXT));
  }

  @Test
  void claimDue_bySeveralCallersClaimsEachOnce() {
    List<Fixture> many = Stream.generate(Fixture::new).limit(20).toList();
    many.forEach(
        one ->
            Fixture.POSTGRES.execute(
                "UPDATE connections SET sync_frequency = 'hourly', next_run_at = '2026-03-08T10:00:00Z'"
                    + " WHERE id = ?",
                one.connection.id()));
    many.forEach(one -> Fixture.POSTGRES.execute("DELETE FROM sync_jobs WHERE id = ?", one.jobId));
    List<UUID> claimed =
        Objects.requireNonNull(
            await(
                Flux.range(0, 8)
                    .flatMap(i -> connections.claimDue(NOW, 5))
                    .map(SyncJob::connectionId)
                    .collectList()));
    assertEquals(claimed.size(), claimed.stream().distinct().count());
    int later = claim().size();
    assertEquals(20, claimed.size() + later);
  }

  @Test
  void find_readsTheMapping() {
    Fixture.POSTGRES.execute(
        "UPDATE connections SET mapping = '{\"spend\": \"cost\"}', source = 'd.t' WHERE id = ?",
        fixture.connection.id());
    AdConnection found = Objects.requireNonNull(await(connections.find(fixture.connection.id())));
    assertEquals("d.t", found.mapping().table());
    assertEquals("cost", found.mapping().nameOf(SourceColumn.SPEND));
    assertNull(await(connections.find(UUID.randomUUID())));
  }

  @Test
  void find_refusesAMappingOfAnUnknownColumn() {
    Fixture.POSTGRES.execute(
        "UPDATE connections SET mapping = '{\"spent\": \"cost\"}' WHERE id = ?",
        fixture.connection.id());
    StoreException error =
        assertThrows(StoreException.class, () -> await(connections.find(fixture.connection.id())));
    assertEquals(StoreException.Code.STORE_REFUSED, error.code());
  }

  @Test
  void deadLetter_isKeptOnce() {
    PostgresDeadLetterStore letters = new PostgresDeadLetterStore(Fixture.DATABASE);
    String id = UUID.randomUUID().toString();
    await(letters.keep("s", id, "unreadable", new byte[] {0, (byte) 0xff}));
    await(letters.keep("s", id, "again", new byte[0]));
    assertEquals(
        "unreadable|\\x00ff",
        Fixture.POSTGRES.value(
            "SELECT reason, payload FROM dead_letters WHERE message_id = ?", id));
  }
}
