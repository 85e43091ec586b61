package com.campaignsync.local.bigquery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.JobStatistics.QueryStatistics;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.QueryParameterValue;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Bytes by BigQuery's rules. The table: three rows on 2026-01-01, two on 2026-01-02, one without a
 * date; clicks INT64 (8) and tenant_id "ab" or "é" (4 each) everywhere, spend NULL, conversions
 * NUMERIC (16) on the first day only.
 */
class BytesTest {

  private static final long MIB = 1024 * 1024;

  private static LocalBigQueryFixture bq;

  @BeforeAll
  static void start() throws InterruptedException {
    bq = new LocalBigQueryFixture();
    bq.query(
        "INSERT INTO "
            + LocalBigQueryFixture.TABLE
            + " (tenant_id, metric_date, clicks, conversions) VALUES"
            + " ('ab', '2026-01-01', 1, 1), ('ab', '2026-01-01', 2, 1), ('é', '2026-01-01', 3, 1),"
            + " ('ab', '2026-01-02', 1, NULL), ('é', '2026-01-02', 2, NULL), ('ab', NULL, 1, NULL)");
  }

  @AfterAll
  static void stop() {
    bq.close();
  }

  private static QueryStatistics run(QueryJobConfiguration query) throws InterruptedException {
    Job job = bq.client.create(JobInfo.of(query));
    job = query.dryRun() != null && query.dryRun() ? job : job.waitFor();
    return job.getStatistics();
  }

  private static QueryJobConfiguration.Builder sql(String sql) {
    return QueryJobConfiguration.newBuilder(sql.replace("T!", LocalBigQueryFixture.TABLE))
        .setUseQueryCache(false);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " | ",
      quoteCharacter = '~',
      textBlock =
          """
          SELECT 1 | 0
          SELECT COUNT(*) FROM T! | 0
          SELECT clicks FROM T! | 48
          SELECT clicks FROM T! LIMIT 1 | 48
          SELECT clicks, clicks + 1 FROM T! | 48
          SELECT tenant_id FROM T! | 24
          SELECT spend FROM T! | 0
          SELECT conversions FROM T! | 48
          SELECT metric_date FROM T! | 40
          SELECT clicks FROM T! WHERE tenant_id = 'ab' | 72
          SELECT clicks FROM T! WHERE metric_date = '2026-01-01' | 48
          SELECT clicks FROM T! WHERE metric_date >= DATE '2026-01-02' | 32
          SELECT clicks FROM T! WHERE metric_date IN ('2026-01-02', '2026-01-09') | 32
          SELECT clicks FROM T! WHERE metric_date = '2026-01-01' OR metric_date = '2026-01-02' | 80
          SELECT clicks FROM T! WHERE metric_date = '2026-01-01' OR clicks = 1 | 88
          SELECT clicks FROM T! WHERE metric_date IS NULL | 8
          SELECT clicks FROM T! WHERE metric_date > '2030-01-01' | 0
          SELECT clicks FROM T! WHERE metric_date BETWEEN '2026-01-02' AND '2026-01-05' AND tenant_id = 'ab' | 40
          SELECT clicks FROM T! WHERE DATE_ADD(metric_date, INTERVAL 1 DAY) = '2026-01-02' | 48
          SELECT clicks FROM T! WHERE DATE_TRUNC(metric_date, MONTH) = '2026-02-01' | 0
          SELECT clicks FROM (SELECT * FROM T!) | 160
          WITH w AS (SELECT clicks FROM T! WHERE metric_date = '2026-01-02') SELECT a.clicks FROM w a CROSS JOIN w b | 32
          WITH unused AS (SELECT tenant_id FROM T!) SELECT 1 | 0
          SELECT a.clicks FROM T! a JOIN T! b ON a.clicks = b.clicks | 48
          """)
  void processed_countsNamedColumnsOfReadPartitions(String statement, long bytes)
      throws InterruptedException {
    QueryStatistics ran = run(sql(statement).build());
    QueryStatistics dry = run(sql(statement).setDryRun(true).build());
    assertEquals(bytes, ran.getTotalBytesProcessed());
    assertEquals(bytes, dry.getTotalBytesProcessed());
    assertEquals(bytes == 0 ? 0 : 10 * MIB, ran.getTotalBytesBilled());
  }

  @Test
  void parametersPrunePartitions() throws InterruptedException {
    QueryJobConfiguration query =
        sql("SELECT clicks FROM T! WHERE metric_date IN UNNEST(@days) AND metric_date >= @first")
            .addNamedParameter(
                "days",
                QueryParameterValue.array(
                    new String[] {"2026-01-02"},
                    com.google.cloud.bigquery.StandardSQLTypeName.DATE))
            .addNamedParameter("first", QueryParameterValue.date("2026-01-01"))
            .build();
    assertEquals(32, run(query).getTotalBytesProcessed());
  }

  @Test
  void limitBelowTheBilledBytes_refusesBeforeRunning() throws InterruptedException {
    BigQueryException e =
        assertThrows(
            BigQueryException.class,
            () ->
                bq.client.query(
                    sql("UPDATE T! SET clicks = 0 WHERE TRUE")
                        .setMaximumBytesBilled(10 * MIB - 1)
                        .build()));
    assertEquals("bytesBilledLimitExceeded", e.getReason());
    assertTrue(e.getMessage().contains("10485760 or higher required"), e.getMessage());
    assertEquals("10", bq.one("SELECT SUM(clicks) FROM " + LocalBigQueryFixture.TABLE));
    bq.client.query(sql("SELECT clicks FROM T!").setMaximumBytesBilled(10 * MIB).build());
  }

  @Test
  void job_keepsLabelsTimesAndTables() throws InterruptedException {
    Job job =
        bq.client
            .create(
                JobInfo.of(sql("SELECT clicks FROM T!").setLabels(Map.of("tenant", "t1")).build()))
            .waitFor();
    QueryStatistics statistics = job.getStatistics();
    QueryJobConfiguration configuration = job.getConfiguration();
    assertEquals(Map.of("tenant", "t1"), configuration.getLabels());
    assertEquals(QueryStatistics.StatementType.SELECT, statistics.getStatementType());
    assertEquals("campaign_metrics", statistics.getReferencedTables().get(0).getTable());
    assertEquals(bq.now.get().toEpochMilli(), statistics.getEndTime());
    assertEquals(false, statistics.getCacheHit());
  }

  @Test
  void rewriting_paysForAllColumnsOfTheScannedPartitions() throws InterruptedException {
    QueryStatistics dry =
        run(
            sql("UPDATE T! SET clicks = 1 WHERE metric_date = '2026-01-02'")
                .setDryRun(true)
                .build());
    assertEquals(16 + (16 + 16 + 8), dry.getTotalBytesProcessed());
  }
}
