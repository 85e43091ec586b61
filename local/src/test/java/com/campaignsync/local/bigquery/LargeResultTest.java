package com.campaignsync.local.bigquery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.local.bigquery.schema.TableRef;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.QueryJobConfiguration;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A million rows in and out: seconds, and order kept over the pages. */
class LargeResultTest {

  private static final int ROWS = 1_000_000;
  private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);

  @TempDir Path state;

  private static List<Object> row(int i) {
    Object[] row = new Object[19];
    row[0] = "tenant-" + i % 3;
    row[1] = "c" + i / 100;
    row[4] = "google_ads";
    row[5] = FIRST.plusDays(i % 100);
    row[8] = (long) i;
    row[9] = (long) i % 7;
    row[10] = i / 100.0;
    row[12] = i / 1000.0;
    return Arrays.asList(row);
  }

  private static Stream<List<Object>> rows() {
    return IntStream.range(0, ROWS).mapToObj(LargeResultTest::row);
  }

  @Test
  void millionRows_loadOnce_thenReadAggregatedInOrder() throws Exception {
    try (LocalBigQueryFixture bq = new LocalBigQueryFixture(state)) {
      TableRef table =
          new TableRef(LocalBigQueryFixture.PROJECT, "engarde_analytics", "campaign_metrics");
      long start = System.nanoTime();
      assertTrue(bq.server.loadOnce("million", table, rows()));
      double load = (System.nanoTime() - start) / 1e9;
      assertFalse(bq.server.loadOnce("million", table, rows()));
      String sql =
          "SELECT tenant_id, campaign_id, metric_date, SUM(impressions) AS impressions, SUM(clicks)"
              + " AS clicks, SUM(CAST(spend AS NUMERIC)) AS spend, SUM(CAST(revenue AS NUMERIC)) AS"
              + " revenue FROM "
              + LocalBigQueryFixture.TABLE
              + " GROUP BY tenant_id, campaign_id, metric_date ORDER BY impressions";
      start = System.nanoTime();
      Job job = bq.client.create(JobInfo.of(QueryJobConfiguration.of(sql))).waitFor();
      double query = (System.nanoTime() - start) / 1e9;
      start = System.nanoTime();
      long expected = 0;
      for (FieldValueList row :
          job.getQueryResults(
                  com.google.cloud.bigquery.BigQuery.QueryResultsOption.pageSize(50_000))
              .iterateAll()) {
        assertEquals(expected++, row.get(3).getLongValue());
      }
      double read = (System.nanoTime() - start) / 1e9;
      assertEquals(ROWS, expected);
      System.out.printf(
          "%,d rows: load %.1f s, aggregate %.1f s, read %.1f s = %,.0f rows/s%n",
          ROWS, load, query, read, ROWS / read);
      assertTrue(load < 30, "loading took " + load + " s");
    }
  }
}
