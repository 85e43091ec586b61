package com.campaignsync.endtoend.faults;

import com.campaignsync.domain.sync.SyncMessage.Dispatch;
import com.campaignsync.domain.sync.SyncMessage.RunJobs;
import com.campaignsync.endtoend.Eventually;
import com.campaignsync.endtoend.Sql;
import com.campaignsync.local.postgres.LocalUsers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** The syncs of a run: asked for as clients and the clock ask, and waited for. */
final class Jobs {

  private static final String OPEN = "status IN ('pending', 'running', 'retrying')";

  private final RealStack stack;

  private int looks;

  Jobs(RealStack stack) {
    this.stack = stack;
  }

  void createAccounts() throws SQLException {
    try (Sql sql = stack.sql()) {
      for (Account account : Account.ALL) {
        sql.execute(
            "INSERT INTO tenants (id, name) VALUES ('%1$s', '%1$s') ON CONFLICT DO NOTHING"
                .formatted(account.tenant()));
        sql.execute(
            "INSERT INTO connections (tenant_id, platform, name, sync_frequency)"
                + " VALUES ('%s', '%s', 'x', 'hourly')"
                    .formatted(account.tenant(), account.platform()));
      }
    }
  }

  /** By hand or by the clock, together or one by one. */
  void ask(SplittableRandom random) throws SQLException {
    switch (random.nextInt(3)) {
      case 0 -> askByClock();
      case 1 -> stack.publish(new RunJobs(newJobs()));
      default -> newJobs().forEach(job -> stack.publish(RunJobs.of(job)));
    }
  }

  private void askByClock() throws SQLException {
    try (Sql sql = stack.sql()) {
      sql.execute("UPDATE connections SET next_run_at = now()");
    }
    stack.publish(new Dispatch());
  }

  /** As the API writes them. */
  List<UUID> newJobs() throws SQLException {
    try (Sql sql = stack.sql()) {
      return sql
          .rows(
              "INSERT INTO sync_jobs (connection_id, tenant_id, job_type, triggered_by,"
                  + " idempotency_key) SELECT id, tenant_id, 'incremental_sync', 'api',"
                  + " gen_random_uuid()::text FROM connections RETURNING id")
          .stream()
          .map(row -> UUID.fromString(row.get(0)))
          .toList();
    }
  }

  /** Waits until some job is under way, or all that were asked for are over already. */
  void askAndAwaitRunning(SplittableRandom random) throws Exception {
    try (Sql sql = stack.sql()) {
      long before = sql.number("SELECT count(*) FROM sync_jobs");
      ask(random);
      Eventually.get(
          "a sync begins",
          Duration.ofSeconds(60),
          Duration.ofMillis(5),
          () -> {
            // After an earlier fault all that is asked for by the clock may wait for its retry.
            if (++looks % 400 == 0) {
              hurry(sql);
            }
            return sql.number("SELECT count(*) FROM sync_jobs WHERE status = 'running'") > 0
                || sql.number("SELECT count(*) FROM sync_jobs") > before
                    && sql.number("SELECT count(*) FROM sync_jobs WHERE " + OPEN) == 0;
          },
          begun -> begun);
    }
  }

  /** Waits until rows are being stored, as long as anything is under way. */
  void awaitLoading() throws Exception {
    try (Sql sql = stack.sql()) {
      Eventually.get(
          "rows are stored",
          Duration.ofSeconds(30),
          Duration.ofMillis(2),
          () ->
              sql.number("SELECT count(*) FROM sync_jobs WHERE " + OPEN) == 0
                  || sql.number(
                          "SELECT count(*) FROM pg_stat_activity WHERE usename = ?"
                              + " AND state <> 'idle' AND query ~ 'COPY|MERGE|campaign'",
                          LocalUsers.SYNC_WORKER)
                      > 0,
          loading -> loading);
    }
  }

  /** Waits until a job says that it is tried again because of this. */
  void awaitParked(String code) throws Exception {
    try (Sql sql = stack.sql()) {
      Eventually.get(
          "a job waits for its next attempt, " + code,
          Duration.ofSeconds(18),
          Duration.ofMillis(100),
          () ->
              sql.rows(
                  "SELECT status, error_code, retry_count, triggered_by, created_at"
                      + " FROM sync_jobs ORDER BY created_at DESC LIMIT 10"),
          newest ->
              newest.stream()
                  .anyMatch(job -> job.get(0).equals("retrying") && code.equals(job.get(1))));
    }
  }

  /** What is not over yet. */
  List<UUID> open() throws SQLException {
    try (Sql sql = stack.sql()) {
      return sql.rows("SELECT id FROM sync_jobs WHERE " + OPEN).stream()
          .map(row -> UUID.fromString(row.get(0)))
          .toList();
    }
  }

  /** Waits until every job is over, with the clock running faster than it does. */
  void awaitAllOver() throws Exception {
    try (Sql sql = stack.sql()) {
      Eventually.get(
          "all jobs are over",
          Duration.ofSeconds(180),
          Duration.ofMillis(300),
          () -> {
            if (++looks % 4 == 0) {
              hurry(sql);
            }
            return sql.rows(
                "SELECT id, status, error_code, retry_count, heartbeat_at FROM sync_jobs WHERE "
                    + OPEN);
          },
          List::isEmpty);
    }
  }

  /**
   * Lets the pauses pass that a retry or a forgotten job waits for, then has the clock tick. The
   * leases keep their time: they are what keeps two workers apart.
   */
  private void hurry(Sql sql) throws SQLException {
    sql.execute(
        "UPDATE sync_jobs SET next_attempt_at = now() WHERE status = 'retrying'"
            + " AND next_attempt_at > now()");
    sql.execute(
        "UPDATE sync_jobs SET created_at = created_at - interval '2 minutes',"
            + " started_at = started_at - interval '2 minutes',"
            + " heartbeat_at = heartbeat_at - interval '2 minutes' WHERE "
            + OPEN
            + " AND coalesce(heartbeat_at, created_at) < now() - interval '5 seconds'"
            + " AND coalesce(heartbeat_at, created_at) > now() - interval '2 minutes'");
    if (sql.number("SELECT count(*) FROM sync_jobs WHERE " + OPEN) > 0) {
      stack.publish(new Dispatch());
    }
  }

  /** Lets the minute pass after which a dead worker's leases are free. */
  void expireLeases() throws SQLException {
    try (Sql sql = stack.sql()) {
      sql.execute("SET lock_timeout = '5s'");
      sql.execute(
          "UPDATE connection_leases SET expires_at = now() WHERE connection_id IN (SELECT"
              + " connection_id FROM connection_leases WHERE expires_at > now()"
              + " FOR NO KEY UPDATE SKIP LOCKED)");
    }
  }

  /** Syncs with nothing going wrong until one finds nothing new: everything has arrived. */
  void awaitQuiet() throws Exception {
    for (int attempt = 1; attempt <= 4; attempt++) {
      List<UUID> asked = newJobs();
      stack.publish(new RunJobs(asked));
      awaitAllOver();
      if (statuses(asked).equals(List.of(List.of("skipped")))) {
        forgetReads();
        return;
      }
    }
    throw new AssertionError("syncs without a fault keep finding something new");
  }

  private List<List<String>> statuses(List<UUID> jobs) throws SQLException {
    try (Sql sql = stack.sql()) {
      return sql.rows(
          "SELECT DISTINCT status FROM sync_jobs WHERE id = ANY (?::uuid[])",
          "{" + String.join(",", jobs.stream().map(UUID::toString).toList()) + "}");
    }
  }

  /** Lets the hour pass in which a connection may be read so many times. */
  private void forgetReads() throws SQLException {
    try (Sql sql = stack.sql()) {
      sql.execute("DELETE FROM source_reads");
    }
  }

  /** Jobs that were told to be over. */
  long over() throws SQLException {
    try (Sql sql = stack.sql()) {
      return sql.number("SELECT count(*) FROM sync_jobs WHERE completed_at IS NOT NULL");
    }
  }
}
