package com.campaignsync.local.bigquery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.cloud.bigquery.BigQuery.JobListOption;
import com.google.cloud.bigquery.BigQuery.QueryResultsOption;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobId;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.JobStatistics.QueryStatistics;
import com.google.cloud.bigquery.JobStatus;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.QueryParameterValue;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TableResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Scripts: several statements in one job, each a child job. */
class ScriptTest {

  private static final String T = LocalBigQueryFixture.TABLE;
  private static final String JOBS = "`region-us`.INFORMATION_SCHEMA.JOBS";
  private static final long MIB = 1024 * 1024;
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

  private Job submit(String id, String sql) {
    return bq.client.create(
        JobInfo.of(
            JobId.of(id),
            QueryJobConfiguration.newBuilder(sql).setLabels(Map.of("tenant", "t1")).build()));
  }

  /** A script's children in the order they ran. */
  private List<Job> children(String id) {
    List<Job> children = new ArrayList<>();
    bq.client
        .listJobs(JobListOption.parentJobId(id), JobListOption.pageSize(2))
        .iterateAll()
        .forEach(job -> children.add(0, job));
    return children;
  }

  private static QueryStatistics statistics(Job job) {
    return job.getStatistics();
  }

  private static String type(Job job) {
    return statistics(job).getStatementType().toString();
  }

  @Test
  void script_isAJobWithAChildForEachStatement() throws InterruptedException {
    Job script =
        submit(
                "script",
                "SELECT clicks FROM "
                    + T
                    + ";\nUPDATE "
                    + T
                    + " SET clicks = 5 WHERE tenant_id = 'a';\n"
                    + "-- the last\nSELECT tenant_id, clicks FROM "
                    + T
                    + " ORDER BY 1;")
            .waitFor();
    assertEquals("SCRIPT", type(script));
    assertEquals(3, script.getStatistics().getNumChildJobs());
    assertNull(script.getStatistics().getScriptStatistics());
    assertNull(script.getStatistics().getParentJobId());
    assertNull(statistics(script).getCacheHit());
    List<Job> children = children("script");
    assertEquals(
        List.of("SELECT", "UPDATE", "SELECT"), children.stream().map(ScriptTest::type).toList());
    for (Job child : children) {
      assertEquals("script", child.getStatistics().getParentJobId());
      assertEquals("STATEMENT", child.getStatistics().getScriptStatistics().getEvaluationKind());
      assertEquals(
          Map.of("tenant", "t1"), ((QueryJobConfiguration) child.getConfiguration()).getLabels());
      assertEquals(10 * MIB, statistics(child).getTotalBytesBilled());
    }
    var frame = children.get(2).getStatistics().getScriptStatistics().getStackFrames().get(0);
    assertEquals(4, frame.getStartLine());
    assertEquals(1, frame.getStartColumn());
    assertTrue(frame.getText().startsWith("SELECT tenant_id"), frame.getText());
    assertEquals(30 * MIB, statistics(script).getTotalBytesBilled());
    assertEquals(
        children.stream().mapToLong(c -> statistics(c).getTotalBytesProcessed()).sum(),
        statistics(script).getTotalBytesProcessed());
    assertEquals(1, statistics(children.get(1)).getNumDmlAffectedRows());
    assertEquals(5, script.getQueryResults().iterateAll().iterator().next().get(1).getLongValue());
  }

  @Test
  void resultIsTheLastSelects_inPages_evenIfAChangeFollows() throws InterruptedException {
    TableResult result =
        bq.query(
            "SELECT 'not this'; SELECT x FROM UNNEST(GENERATE_ARRAY(1, 25)) AS x ORDER BY x;"
                + " DELETE FROM "
                + T
                + " WHERE tenant_id = 'a'");
    List<Long> rows = new ArrayList<>();
    result.iterateAll().forEach(row -> rows.add(row.get(0).getLongValue()));
    assertEquals(25, rows.size());
    List<Long> paged = new ArrayList<>();
    bq.client
        .getJob(result.getJobId())
        .getQueryResults(QueryResultsOption.pageSize(10))
        .iterateAll()
        .forEach(row -> paged.add(row.get(0).getLongValue()));
    assertEquals(rows, paged);
    assertEquals("1", bq.one("SELECT COUNT(*) FROM " + T));
    assertEquals(
        0,
        bq.query("DELETE FROM " + T + " WHERE FALSE; DELETE FROM " + T + " WHERE FALSE")
            .getTotalRows());
  }

  @Test
  void listOfJobs_holdsChildrenOnlyWhenTheirParentIsNamed() throws InterruptedException {
    bq.pass(1);
    submit("script", "SELECT 1; SELECT 2").waitFor();
    List<String> ids = new ArrayList<>();
    bq.client.listJobs().iterateAll().forEach(job -> ids.add(job.getJobId().getJob()));
    assertEquals("script", ids.get(0));
    assertTrue(ids.stream().noneMatch(id -> id.startsWith("script_job_")), ids.toString());
    assertEquals(2, children("script").size());
    assertEquals(List.of(), children("other"));
  }

  @Test
  void jobsView_holdsChildrenThatSumUpToTheirParent() throws InterruptedException {
    submit("script", "SELECT clicks FROM " + T + "; SELECT clicks FROM " + T + "; SELECT 1")
        .waitFor();
    assertEquals(
        List.of(
            List.of("NULL", "SCRIPT", "16", "10485760", "NULL", "t1"),
            List.of("script", "SELECT", "16", "10485760", "false", "t1"),
            List.of("script", "SELECT", "0", "0", "true", "t1"),
            List.of("script", "SELECT", "0", "0", "false", "t1")),
        bq.rows(
            "SELECT parent_job_id, statement_type, total_bytes_processed, total_bytes_billed,"
                + " cache_hit, (SELECT value FROM UNNEST(labels)) FROM "
                + JOBS
                + " WHERE COALESCE(parent_job_id, job_id) = 'script' ORDER BY parent_job_id,"
                + " job_id"));
    assertEquals(
        "10485760",
        bq.one(
            "SELECT SUM(total_bytes_billed) FROM "
                + JOBS
                + " WHERE statement_type IS DISTINCT FROM 'SCRIPT' AND"
                + " COALESCE(parent_job_id, job_id) = 'script'"));
  }

  @Test
  void failingStatement_failsTheScript_andWhatWasDoneStays() throws InterruptedException {
    String sql =
        "DELETE FROM " + T + " WHERE tenant_id = 'a';\nSELECT\n  nothing FROM " + T + ";\nSELECT 1";
    BigQueryException e =
        assertThrows(BigQueryException.class, () -> submit("script", sql).waitFor());
    assertTrue(
        e.getMessage().startsWith("Query error: Unrecognized name: nothing"), e.getMessage());
    assertTrue(e.getMessage().endsWith(" at [3:3]"), e.getMessage());
    assertEquals("1", bq.one("SELECT COUNT(*) FROM " + T));
    Job script = bq.client.getJob(JobId.of("script"));
    assertEquals("invalidQuery", script.getStatus().getError().getReason());
    assertEquals(2, script.getStatistics().getNumChildJobs());
    List<Job> children = children("script");
    assertNull(children.get(0).getStatus().getError());
    assertTrue(
        children.get(1).getStatus().getError().getMessage().endsWith(" at [2:3]"),
        children.get(1).getStatus().getError().getMessage());
    assertEquals(10 * MIB, statistics(script).getTotalBytesBilled());
    BigQueryException division =
        assertThrows(BigQueryException.class, () -> bq.query("SELECT 1;\n  SELECT 1 / 0"));
    assertTrue(
        division.getMessage().startsWith("Query error: division by zero"), division.getMessage());
    assertTrue(division.getMessage().endsWith("at [2:3]"), division.getMessage());
  }

  @Test
  void scriptThatCannotBeParsed_runsNothing() throws InterruptedException {
    for (String sql :
        List.of(
            "DELETE FROM " + T + " WHERE TRUE; SELEC 1",
            "DELETE FROM " + T + " WHERE TRUE; CALL p()")) {
      assertThrows(BigQueryException.class, () -> submit("bad" + sql.length(), sql).waitFor());
      assertEquals(List.of(), children("bad" + sql.length()));
    }
    assertEquals("2", bq.one("SELECT COUNT(*) FROM " + T));
  }

  @Test
  void limitOnBytes_isForTheSumOfAllStatements() throws InterruptedException {
    String two = "SELECT clicks FROM " + T + "; SELECT tenant_id FROM " + T;
    bq.client.query(QueryJobConfiguration.newBuilder(two).setMaximumBytesBilled(20 * MIB).build());
    String three = "SELECT clicks, 1 FROM " + T + "; SELECT tenant_id, 1 FROM " + T + "; SELECT 1";
    BigQueryException e =
        assertThrows(
            BigQueryException.class,
            () ->
                bq.client.query(
                    QueryJobConfiguration.newBuilder(three)
                        .setMaximumBytesBilled(20 * MIB - 1)
                        .build()));
    assertEquals("bytesBilledLimitExceeded", e.getReason());
  }

  @Test
  void dryRun_addsUpTheStatements_andRunsNone() throws InterruptedException {
    Job dry =
        bq.client.create(
            JobInfo.of(
                QueryJobConfiguration.newBuilder(
                        "SELECT clicks FROM " + T + "; DELETE FROM " + T + " WHERE TRUE")
                    .setDryRun(true)
                    .build()));
    assertEquals("SCRIPT", type(dry));
    assertTrue(statistics(dry).getTotalBytesProcessed() > 16);
    assertEquals("2", bq.one("SELECT COUNT(*) FROM " + T));
    assertThrows(
        BigQueryException.class,
        () ->
            bq.client.create(
                JobInfo.of(
                    QueryJobConfiguration.newBuilder("SELECT 1; SELECT nothing")
                        .setDryRun(true)
                        .build())));
  }

  @Test
  void cancel_stopsTheRunningChild_andStartsNoOther() throws InterruptedException {
    Job script = submit("script", "SELECT 1; " + LONG_QUERY + "; DELETE FROM " + T + " WHERE TRUE");
    Instant end = Instant.now().plus(Duration.ofSeconds(30));
    while (children("script").size() < 2 && Instant.now().isBefore(end)) {
      Thread.onSpinWait();
    }
    assertTrue(bq.client.cancel(script.getJobId()));
    assertThrows(BigQueryException.class, script::waitFor);
    List<Job> all = children("script");
    all.add(0, bq.client.getJob(script.getJobId()));
    assertEquals(3, all.size());
    for (Job job : all) {
      assertEquals(JobStatus.State.DONE, job.getStatus().getState());
    }
    assertEquals("stopped", all.get(0).getStatus().getError().getReason());
    assertEquals("stopped", all.get(2).getStatus().getError().getReason());
    assertEquals("2", bq.one("SELECT COUNT(*) FROM " + T));
  }

  @Test
  void parameters_areNamedForAll_orCountedThroughTheScript() throws InterruptedException {
    String named = "SELECT @x; SELECT @x + 1";
    TableResult result =
        bq.client.query(
            QueryJobConfiguration.newBuilder(named)
                .addNamedParameter("x", QueryParameterValue.int64(7))
                .build());
    assertEquals(8, result.iterateAll().iterator().next().get(0).getLongValue());
    TableResult positional =
        bq.client.query(
            QueryJobConfiguration.newBuilder("SELECT ?, ?; SELECT ?")
                .addPositionalParameter(QueryParameterValue.int64(1))
                .addPositionalParameter(QueryParameterValue.int64(2))
                .addPositionalParameter(QueryParameterValue.int64(3))
                .build());
    assertEquals(3, positional.iterateAll().iterator().next().get(0).getLongValue());
  }

  @Test
  void destinationTable_isRefused() {
    BigQueryException e =
        assertThrows(
            BigQueryException.class,
            () ->
                bq.client.query(
                    QueryJobConfiguration.newBuilder("SELECT 1; SELECT 2")
                        .setDestinationTable(TableId.of("engarde_analytics", "copy"))
                        .build()));
    assertTrue(e.getMessage().contains("destinationTable"), e.getMessage());
  }
}
