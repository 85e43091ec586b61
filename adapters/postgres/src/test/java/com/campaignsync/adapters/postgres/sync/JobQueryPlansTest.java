package com.campaignsync.adapters.postgres.sync;

import static com.campaignsync.adapters.postgres.sync.ConnectionFixture.POSTGRES;
import static com.campaignsync.adapters.postgres.sync.ConnectionFixture.execute;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.adapters.postgres.TestPostgres;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What dispatch and workers ask every minute stays quick behind 100,000 jobs. */
class JobQueryPlansTest {

  private static final String TENANT = "plans-" + UUID.randomUUID();

  @BeforeAll
  static void manyJobs() {
    execute("INSERT INTO tenants (id, name) VALUES (?, 'T')", TENANT);
    execute(
        "INSERT INTO connections (tenant_id, platform, name, account_id, sync_frequency, next_run_at)"
            + " SELECT ?, 'google_ads', 'c' || i, 'a' || i, 'hourly', now() + interval '1 h'"
            + " FROM generate_series(1, 1000) AS i",
        TENANT);
    execute(
        "INSERT INTO sync_jobs (connection_id, tenant_id, job_type, triggered_by, idempotency_key,"
            + " status, created_at, started_at, completed_at, heartbeat_at)"
            + " SELECT c.id, c.tenant_id, 'incremental_sync', 'scheduler', c.id || ':' || i,"
            + " CASE WHEN i > 1 THEN 'completed' WHEN random() < 0.9 THEN 'pending'"
            + " WHEN random() < 0.5 THEN 'running' ELSE 'retrying' END,"
            + " now() - make_interval(hours => i), now(), now(), now()"
            + " FROM connections AS c CROSS JOIN generate_series(1, 100) AS i WHERE c.tenant_id = ?",
        TENANT);
    execute(
        "INSERT INTO source_reads (connection_id, bigquery_job, read_at)"
            + " SELECT c.id, 'p:US.' || i, now() - make_interval(mins => i)"
            + " FROM connections AS c CROSS JOIN generate_series(1, 100) AS i WHERE c.tenant_id = ?",
        TENANT);
    execute(
        "INSERT INTO metrics_daily (tenant_id, connection_id, platform, metric_date, currency, spend)"
            + " SELECT c.tenant_id, c.id, 'google_ads', current_date - i, 'USD', i"
            + " FROM connections AS c CROSS JOIN generate_series(1, 60) AS i WHERE c.tenant_id = ?",
        TENANT);
    execute("ANALYZE sync_jobs, connections, source_reads, metrics_daily, connection_leases");
  }

  @AfterAll
  static void noJobs() {
    execute("DELETE FROM sync_jobs WHERE tenant_id = ?", TENANT);
    execute("DELETE FROM connections WHERE tenant_id = ?", TENANT);
    execute("ANALYZE sync_jobs, connections, source_reads, metrics_daily");
  }

  private static String one() {
    return POSTGRES.rows("SELECT id FROM connections WHERE tenant_id = ?", TENANT).get(0);
  }

  /** The plan of a shipped statement, its parameters written out. */
  private static List<String> plan(String sql, String... values) {
    String written = sql;
    for (int i = values.length; i > 0; i--) {
      written = written.replace("$" + i, values[i - 1]);
    }
    return TestPostgres.shared().rows("EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) " + written);
  }

  private static String file(String name) throws IOException, URISyntaxException {
    return Files.readString(Path.of(JobQueryPlansTest.class.getResource(name).toURI()));
  }

  private static void assertIndexed(List<String> plan, String table) {
    String whole = String.join("\n", plan);
    assertFalse(whole.contains("Seq Scan on " + table), whole);
    assertTrue(whole.contains("Index"), whole);
  }

  @Test
  void waiting_usesAnIndex() throws Exception {
    List<String> plan = plan(file("select_waiting_jobs.sql"), "'" + one() + "'");
    assertIndexed(plan, "sync_jobs");
    assertTrue(String.join("\n", plan).contains("sync_jobs_open"), plan::toString);
  }

  @Test
  void open_usesAnIndex() throws Exception {
    assertIndexed(plan(file("select_open_jobs.sql"), "'" + one() + "'", "'backfill'"), "sync_jobs");
  }

  @Test
  void stranded_usesIndexes() throws Exception {
    assertIndexed(plan(file("select_stranded_jobs.sql"), "600", "500"), "sync_jobs");
  }

  @Test
  void readsSince_usesAnIndex() {
    assertIndexed(
        plan(
            "SELECT count(*) AS reads FROM source_reads WHERE connection_id = $1 AND read_at >= $2",
            "'" + one() + "'",
            "now() - interval '1 h'"),
        "source_reads");
  }

  @Test
  void lockDue_readsWhatIsDueAndNoMore() throws Exception {
    String sql = file("lock_due_connections.sql");
    String[] values = {"now()", "false", "current_date - 7", "5000"};
    assertIndexed(plan(sql, values), "connections");
    execute(
        "UPDATE connections SET next_run_at = now() - interval '1 s' WHERE id = CAST(? AS uuid)",
        one());
    List<String> plan = plan(sql, values);
    assertIndexed(plan, "connections");
    assertIndexed(plan, "metrics_daily");
    execute("UPDATE connections SET next_run_at = NULL WHERE id = CAST(? AS uuid)", one());
  }

  @Test
  void insertScheduled_usesIndexes() throws Exception {
    assertIndexed(
        plan(file("insert_scheduled_jobs.sql"), "ARRAY['" + one() + "']", "ARRAY['slot']"),
        "sync_jobs");
  }

  @Test
  void settle_usesIndexes() throws Exception {
    assertIndexed(
        plan(
            file("settle_connection.sql"),
            "'" + one() + "'",
            "CAST('" + UUID.randomUUID() + "' AS uuid)",
            "true",
            "false"),
        "sync_jobs");
  }

  @Test
  void health_isAStepIntoAnIndexPerStatus() {
    String sql =
        TestPostgres.shared()
            .value("SELECT prosrc FROM pg_proc WHERE oid = CAST('service_health' AS regproc)");
    List<String> plan = plan(sql);
    assertIndexed(plan, "sync_jobs");
    assertTrue(String.join("\n", plan).contains("sync_jobs_ended"), plan::toString);
  }

  @Test
  void notices_useAnIndex() throws Exception {
    assertIndexed(
        plan(file("claim_notices.sql"), "now() - interval '1 h'", "100", "60", "10"), "sync_jobs");
  }
}
