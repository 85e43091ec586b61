package com.campaignsync.local.bigquery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.api.gax.paging.Page;
import com.google.cloud.bigquery.BigQuery.JobListOption;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobId;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.JobInfo.WriteDisposition;
import com.google.cloud.bigquery.JobStatistics.QueryStatistics;
import com.google.cloud.bigquery.JobStatus;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.TableId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs: listed, cancelled, answered from the cache, written to a table. */
class JobsTest {

  private static final String T = LocalBigQueryFixture.TABLE;
  private static final String LONG_QUERY =
      "WITH n AS (SELECT x FROM UNNEST(GENERATE_ARRAY(1, 200000)) AS x)"
          + " SELECT SUM(MOD(a.x * b.x, 7)) FROM n a CROSS JOIN n b";

  private LocalBigQueryFixture bq;

  @BeforeEach
  void start() throws InterruptedException {
    bq = new LocalBigQueryFixture();
    bq.query("INSERT INTO " + T + " (tenant_id, clicks) VALUES ('a', 1), ('b', 2)");
  }

  @AfterEach
  void stop() {
    bq.close();
  }

  private QueryStatistics run(String sql) throws InterruptedException {
    return bq.client.create(JobInfo.of(QueryJobConfiguration.of(sql))).waitFor().getStatistics();
  }

  private static List<String> ids(Page<Job> page) {
    List<String> ids = new ArrayList<>();
    page.getValues().forEach(job -> ids.add(job.getJobId().getJob()));
    return ids;
  }

  @Test
  void list_isNewestFirst_pagedAndFilteredByState() throws Exception {
    for (int i = 0; i < 4; i++) {
      bq.pass(1);
      bq.client
          .create(JobInfo.of(JobId.of("finished" + i), QueryJobConfiguration.of("SELECT " + i)))
          .waitFor();
    }
    bq.pass(1);
    Job running =
        bq.client.create(JobInfo.of(JobId.of("running"), QueryJobConfiguration.of(LONG_QUERY)));
    Page<Job> first = bq.client.listJobs(JobListOption.pageSize(3));
    assertEquals(List.of("running", "finished3", "finished2"), ids(first));
    assertEquals(List.of("finished1", "finished0"), ids(first.getNextPage()).subList(0, 2));
    assertEquals(
        List.of("finished3", "finished2"),
        ids(
            bq.client.listJobs(
                JobListOption.stateFilter(JobStatus.State.DONE), JobListOption.pageSize(2))));
    assertEquals(
        List.of("running"),
        ids(
            bq.client.listJobs(
                JobListOption.stateFilter(JobStatus.State.RUNNING, JobStatus.State.PENDING))));
    assertEquals(
        List.of("running"),
        ids(bq.client.listJobs(JobListOption.minCreationTime(bq.now.get().toEpochMilli()))));
    assertTrue(bq.client.cancel(running.getJobId()));
    assertThrows(BigQueryException.class, running::waitFor);
    Job ended = bq.client.getJob(running.getJobId());
    assertEquals("stopped", ended.getStatus().getError().getReason());
    assertEquals(JobStatus.State.DONE, ended.getStatus().getState());
  }

  @Test
  void sameTextOnUnchangedTables_isAnsweredForNothing() throws InterruptedException {
    String sql = "SELECT tenant_id, SUM(clicks) AS n FROM " + T + " GROUP BY 1";
    assertFalse(run(sql).getCacheHit());
    bq.pass(60_000);
    QueryStatistics again = run(sql);
    assertTrue(again.getCacheHit());
    assertEquals(0, again.getTotalBytesProcessed());
    assertEquals(0, again.getTotalBytesBilled());
    assertNull(again.getReferencedTables());
    assertEquals(2, bq.query(sql).getTotalRows());
    assertFalse(run(sql + " ").getCacheHit());
    bq.query("UPDATE " + T + " SET clicks = 3 WHERE tenant_id = 'a'");
    assertFalse(run(sql).getCacheHit());
    bq.pass(24 * 3_600_000);
    assertFalse(run(sql).getCacheHit());
  }

  @Test
  void cache_isPassedByWhereTheAnswerMayDiffer() throws InterruptedException {
    for (String sql :
        List.of("SELECT GENERATE_UUID()", "SELECT clicks, CURRENT_DATE() FROM " + T)) {
      run(sql);
      assertFalse(run(sql).getCacheHit(), sql);
    }
    QueryJobConfiguration uncached =
        QueryJobConfiguration.newBuilder("SELECT clicks FROM " + T).setUseQueryCache(false).build();
    run("SELECT clicks FROM " + T);
    QueryStatistics statistics = bq.client.create(JobInfo.of(uncached)).waitFor().getStatistics();
    assertFalse(statistics.getCacheHit());
  }

  private List<List<String>> write(String sql, WriteDisposition how) throws InterruptedException {
    bq.client.query(
        QueryJobConfiguration.newBuilder(sql)
            .setDestinationTable(TableId.of("engarde_analytics", "copy"))
            .setWriteDisposition(how)
            .build());
    return bq.rows("SELECT tenant_id, n FROM engarde_analytics.copy ORDER BY 1, 2");
  }

  @Test
  void destinationTable_isMadeAppendedAndReplaced() throws InterruptedException {
    String sql = "SELECT tenant_id, clicks AS n FROM " + T + " WHERE tenant_id = 'a'";
    List<String> row = List.of("a", "1");
    assertEquals(List.of(row), write(sql, WriteDisposition.WRITE_EMPTY));
    assertEquals(
        "duplicate",
        assertThrows(BigQueryException.class, () -> write(sql, WriteDisposition.WRITE_EMPTY))
            .getReason());
    assertEquals(List.of(row, row), write(sql, WriteDisposition.WRITE_APPEND));
    assertEquals(List.of(row), write(sql, WriteDisposition.WRITE_TRUNCATE));
    assertThrows(
        BigQueryException.class, () -> write("SELECT 1 AS other", WriteDisposition.WRITE_APPEND));
    Job job =
        bq.client
            .create(
                JobInfo.of(
                    QueryJobConfiguration.newBuilder(sql)
                        .setDestinationTable(TableId.of("engarde_analytics", "fresh"))
                        .build()))
            .waitFor();
    assertEquals("a", job.getQueryResults().iterateAll().iterator().next().get(0).getValue());
  }

  @Test
  void jobTimeout_stopsTheStatementAndTheScript_butNoFasterJob() throws InterruptedException {
    for (String sql : List.of(LONG_QUERY, "SELECT 1; " + LONG_QUERY)) {
      QueryJobConfiguration limited =
          QueryJobConfiguration.newBuilder(sql).setJobTimeoutMs(300L).build();
      Job job = bq.client.create(JobInfo.of(limited));
      assertThrows(BigQueryException.class, job::waitFor);
      Job ended = bq.client.getJob(job.getJobId());
      assertEquals("stopped", ended.getStatus().getError().getReason());
      assertEquals(
          "Job execution was cancelled: Job timed out after 0.3s",
          ended.getStatus().getError().getMessage());
    }
    QueryJobConfiguration fast =
        QueryJobConfiguration.newBuilder("SELECT 1").setJobTimeoutMs(600_000L).build();
    assertEquals(1, bq.client.query(fast).getTotalRows());
  }
}
