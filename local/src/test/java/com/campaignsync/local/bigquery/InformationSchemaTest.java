package com.campaignsync.local.bigquery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobId;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.JobStatistics.QueryStatistics;
import com.google.cloud.bigquery.QueryJobConfiguration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** INFORMATION_SCHEMA tells what ran and what is stored. */
class InformationSchemaTest {

  private static final String T = LocalBigQueryFixture.TABLE;
  private static final String JOBS = "`region-us`.INFORMATION_SCHEMA.JOBS";

  private static LocalBigQueryFixture bq;

  @BeforeAll
  static void start() throws InterruptedException {
    bq = new LocalBigQueryFixture();
    bq.query(
        "INSERT INTO "
            + T
            + " (tenant_id, metric_date, clicks) VALUES ('a', '2026-01-01', 1),"
            + " ('b', '2026-01-02', 2)");
  }

  @AfterAll
  static void stop() {
    bq.close();
  }

  private static Job run(String id, String sql) throws InterruptedException {
    QueryJobConfiguration query =
        QueryJobConfiguration.newBuilder(sql).setLabels(Map.of("tenant", "t1", "job", id)).build();
    return bq.client.create(JobInfo.of(JobId.of(id), query)).waitFor();
  }

  @Test
  void jobs_recordsWhatRan() throws InterruptedException {
    run("ran", "SELECT clicks FROM " + T);
    run("again", "SELECT clicks FROM " + T);
    assertThrows(BigQueryException.class, () -> run("failed", "SELECT 1 / 0 FROM " + T));
    assertEquals(
        List.of(
            List.of("again", "SELECT", "0", "0", "true", "NULL", "0", "t1"),
            List.of("failed", "SELECT", "0", "0", "false", "invalidQuery", "1", "t1"),
            List.of("ran", "SELECT", "16", "10485760", "false", "NULL", "1", "t1")),
        bq.rows(
            "SELECT job_id, statement_type, total_bytes_processed, total_bytes_billed, cache_hit,"
                + " error_result.reason, IFNULL(ARRAY_LENGTH(referenced_tables), 0),"
                + " (SELECT value FROM UNNEST(labels) WHERE key = 'tenant') FROM "
                + JOBS
                + " WHERE job_id IN ('ran', 'again', 'failed') AND state = 'DONE'"
                + " AND creation_time >= TIMESTAMP '2026-11-20' AND end_time IS NOT NULL"
                + " AND user_email != '' AND total_slot_ms >= 0 ORDER BY job_id"));
    assertEquals(
        "campaign_metrics",
        bq.one(
            "SELECT r.table_id FROM `proj-local.region-us.INFORMATION_SCHEMA.JOBS_BY_PROJECT`,"
                + " UNNEST(referenced_tables) AS r WHERE job_id = 'ran'"));
  }

  @Test
  void jobs_holdsTheRunningOneItself_andCostsTheMinimumEachTime() throws InterruptedException {
    String sql = "SELECT COUNT(*) FROM " + JOBS + " WHERE state = 'RUNNING'";
    for (String id : List.of("first", "second")) {
      Job job = run(id, sql);
      QueryStatistics statistics = job.getStatistics();
      assertEquals(10 * 1024 * 1024, statistics.getTotalBytesBilled());
      assertFalse(statistics.getCacheHit());
      assertEquals(1, job.getQueryResults().iterateAll().iterator().next().get(0).getLongValue());
    }
  }

  @Test
  void jobs_tellTimelinePartitionsAndWhatLocalJobsNeverHave() throws InterruptedException {
    run(
        "changed",
        "MERGE engarde_analytics.campaign_metrics t USING (SELECT DATE '2025-01-01' AS d UNION ALL"
            + " SELECT DATE '2025-02-01') s ON FALSE WHEN NOT MATCHED THEN INSERT (metric_date)"
            + " VALUES (s.d)");
    run("undone", "DELETE FROM " + T + " WHERE metric_date < '2025-12-31'");
    run("none", "DELETE FROM " + T + " WHERE metric_date < '2025-12-31'");
    run("read", "SELECT 1 AS x");
    run("hit", "SELECT 1 AS x");
    assertEquals(
        List.of(
            List.of("changed", "2", "1", "true"),
            List.of("hit", "NULL", "0", "true"),
            List.of("none", "0", "1", "true"),
            List.of("read", "NULL", "1", "true"),
            List.of("undone", "2", "1", "true")),
        bq.rows(
            "SELECT job_id, total_modified_partitions, ARRAY_LENGTH(timeline), job_stages IS NOT"
                + " NULL AND ARRAY_LENGTH(job_stages) = 0 AND bi_engine_statistics IS NULL AND"
                + " query_info.query_hashes.normalized_literals IS NULL AND reservation_id IS NULL"
                + " AND edition IS NULL AND priority = 'INTERACTIVE' FROM "
                + JOBS
                + " WHERE job_id IN ('changed', 'undone', 'none', 'read', 'hit') ORDER BY 1"));
    assertEquals(
        "0",
        bq.one(
            "SELECT COUNT(*) FROM "
                + JOBS
                + " AS j, UNNEST(timeline) t WHERE t.total_slot_ms != j.total_slot_ms OR t.elapsed_ms !="
                + " TIMESTAMP_DIFF(end_time, start_time, MILLISECOND) OR t.active_units != 0"));
  }

  @Test
  void storageViews_tellRowsBytesAndColumns() throws InterruptedException {
    assertEquals(
        List.of(List.of("20260101", "1", "19"), List.of("20260102", "1", "19")),
        bq.rows(
            "SELECT partition_id, total_rows, total_logical_bytes FROM"
                + " engarde_analytics.INFORMATION_SCHEMA.PARTITIONS WHERE table_name ="
                + " 'campaign_metrics' AND last_modified_time IS NOT NULL ORDER BY 1"));
    assertEquals(
        List.of(List.of("campaign_metrics", "2", "2", "38")),
        bq.rows(
            "SELECT table_name, total_rows, total_partitions, total_logical_bytes FROM"
                + " `region-us`.INFORMATION_SCHEMA.TABLE_STORAGE"));
    assertEquals(
        List.of(List.of("metric_date", "DATE", "YES"), List.of("tenant_id", "STRING", "NO")),
        bq.rows(
            "SELECT column_name, data_type, is_partitioning_column FROM"
                + " engarde_analytics.INFORMATION_SCHEMA.COLUMNS WHERE column_name IN"
                + " ('tenant_id', 'metric_date') ORDER BY 1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INFORMATION_SCHEMA.JOBS",
        "`region-eu`.INFORMATION_SCHEMA.JOBS",
        "`other.region-us`.INFORMATION_SCHEMA.JOBS",
        "`region-us`.INFORMATION_SCHEMA.RESERVATIONS",
        "engarde_analytics.INFORMATION_SCHEMA.JOBS",
        "nowhere.INFORMATION_SCHEMA.PARTITIONS"
      })
  void viewsThatAreNotHere_areNotFound(String view) {
    BigQueryException e =
        assertThrows(BigQueryException.class, () -> bq.query("SELECT 1 FROM " + view));
    assertEquals("notFound", e.getReason());
  }
}
