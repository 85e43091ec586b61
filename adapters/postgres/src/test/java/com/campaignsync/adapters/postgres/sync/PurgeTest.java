package com.campaignsync.adapters.postgres.sync;

import static com.campaignsync.adapters.postgres.sync.ConnectionFixture.POSTGRES;
import static com.campaignsync.adapters.postgres.sync.ConnectionFixture.await;
import static com.campaignsync.adapters.postgres.sync.ConnectionFixture.execute;
import static com.campaignsync.adapters.postgres.sync.ConnectionFixture.get;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.campaignsync.domain.store.PurgeCounts;
import com.campaignsync.domain.store.PurgeCutoffs;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PurgeTest {

  private static final LocalDate DAY = LocalDate.of(2026, 5, 31);

  private final PostgresRetentionStore retention =
      new PostgresRetentionStore(ConnectionFixture.DATABASE);
  private final ConnectionFixture fixture = new ConnectionFixture();
  private final PurgeCutoffs cutoffs = PurgeCutoffs.at(Instant.now());

  /** Other tests leave nothing that is old enough; what this one left is gone. */
  @BeforeEach
  void nothingElseIsOld() {
    purgeAll();
  }

  private PurgeCounts purgeAll() {
    PurgeCounts all = PurgeCounts.NONE;
    PurgeCounts some = get(retention.purge(cutoffs, 100));
    while (some.total() > 0) {
      all = all.plus(some);
      some = get(retention.purge(cutoffs, 100));
    }
    return all;
  }

  private UUID job(String status, int daysAgo) {
    UUID job = fixture.newJob(status);
    execute(
        "UPDATE sync_jobs SET created_at = now() - make_interval(days => ?), completed_at ="
            + " CASE WHEN status IN ('completed', 'failed') THEN now() - make_interval(days => ?) END"
            + " WHERE id = ?",
        daysAgo,
        daysAgo,
        job);
    return job;
  }

  private void reject(UUID job, int daysAgo, boolean resolved) {
    fixture.reject(job, "NO_CAMPAIGN", DAY);
    execute(
        "UPDATE sync_rejects SET created_at = now() - make_interval(days => ?), resolved_at ="
            + " CASE WHEN ? THEN now() - make_interval(days => ?) END WHERE job_id = ?",
        daysAgo,
        resolved,
        daysAgo,
        job);
  }

  private Set<String> jobsLeft() {
    return Set.copyOf(
        POSTGRES.rows("SELECT id FROM sync_jobs WHERE tenant_id = ?", fixture.tenant.value()));
  }

  @Test
  void purge_takesOldJobsThatAreOver() {
    UUID open = job("pending", 400);
    UUID recent = job("completed", 89);
    job("completed", 91);
    job("failed", 91);
    assertEquals(new PurgeCounts(2, 0, 0, 0, 0), get(retention.purgeable(cutoffs)));
    assertEquals(new PurgeCounts(2, 0, 0, 0, 0), purgeAll());
    assertEquals(Set.of(open.toString(), recent.toString()), jobsLeft());
  }

  @Test
  void purge_keepsJobsOfRejectsThatAreKept() {
    UUID withOpenReject = job("completed", 120);
    reject(withOpenReject, 120, false);
    reject(job("completed", 120), 120, true);
    reject(job("completed", 400), 400, false);
    assertEquals(new PurgeCounts(2, 2, 0, 0, 0), get(retention.purgeable(cutoffs)));
    assertEquals(new PurgeCounts(2, 2, 0, 0, 0), purgeAll());
    assertEquals(Set.of(withOpenReject.toString()), jobsLeft());
  }

  @Test
  void purge_keepsAHeadWhileAPartOfItIsKept() {
    UUID head = job("completed", 120);
    UUID part = job("completed", 10);
    UUID goneHead = job("completed", 120);
    UUID gonePart = job("completed", 120);
    execute("UPDATE sync_jobs SET completed_at = NULL WHERE id IN (?, ?)", head, goneHead);
    execute("UPDATE sync_jobs SET parent_job_id = ? WHERE id = ?", head, part);
    execute("UPDATE sync_jobs SET parent_job_id = ? WHERE id = ?", goneHead, gonePart);
    assertEquals(new PurgeCounts(2, 0, 0, 0, 0), get(retention.purgeable(cutoffs)));
    assertEquals(new PurgeCounts(2, 0, 0, 0, 0), purgeAll());
    assertEquals(Set.of(head.toString(), part.toString()), jobsLeft());
  }

  @Test
  void purge_takesAtMostSoManyOfEach() {
    for (int i = 0; i < 5; i++) {
      job("completed", 100);
      read(2);
    }
    assertEquals(new PurgeCounts(3, 0, 0, 3, 0), get(retention.purge(cutoffs, 3)));
    assertEquals(new PurgeCounts(2, 0, 0, 2, 0), get(retention.purge(cutoffs, 3)));
    assertEquals(PurgeCounts.NONE, get(retention.purge(cutoffs, 3)));
  }

  private void read(int daysAgo) {
    execute(
        "INSERT INTO source_reads (connection_id, bigquery_job, read_at)"
            + " VALUES (?, ?, now() - make_interval(days => ?))",
        fixture.id,
        UUID.randomUUID().toString(),
        daysAgo);
  }

  private void letter(int daysAgo, boolean replayed) {
    execute(
        "INSERT INTO dead_letters (message_id, subscription, reason, payload, received_at,"
            + " replayed_at) VALUES (?, 's', 'r', '', now() - make_interval(days => ?),"
            + " CASE WHEN ? THEN now() - make_interval(days => ?) END)",
        UUID.randomUUID().toString(),
        daysAgo,
        replayed,
        daysAgo);
  }

  @Test
  void purge_takesOldLettersAndReads() {
    letter(31, true);
    letter(29, true);
    letter(31, false);
    letter(366, false);
    read(2);
    read(0);
    assertEquals(new PurgeCounts(0, 0, 2, 1, 0), get(retention.purgeable(cutoffs)));
    assertEquals(new PurgeCounts(0, 0, 2, 1, 0), purgeAll());
    await(retention.purge(cutoffs, 10));
    assertEquals("1", fixture.value("SELECT count(*) FROM source_reads WHERE connection_id = ?"));
  }
}
