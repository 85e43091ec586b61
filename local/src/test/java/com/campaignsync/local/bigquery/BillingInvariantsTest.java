package com.campaignsync.local.bigquery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.JobStatistics.QueryStatistics;
import com.google.cloud.bigquery.QueryJobConfiguration;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

/** What holds for every job's bytes: read off BigQuery's own job records, and kept by ours. */
class BillingInvariantsTest {

  private static final Path REAL_JOBS = Path.of("../../shared/data/bq_jobs/jobs.csv");
  private static final long MIB = 1024 * 1024;
  private static final long SEED = Long.getLong("billing.seed", 20_261_121);
  private static final int QUERIES = 500;
  private static final int DAYS = 20;
  private static final LocalDate FIRST_DAY = LocalDate.of(2026, 1, 1);
  private static final List<String> COLUMNS =
      List.of("tenant_id", "campaign_id", "clicks", "spend", "conversions", "metric_date");

  @Test
  void jobsOfThePublicRecord_keepThem() throws IOException {
    assumeTrue(Files.exists(REAL_JOBS), "no job records at " + REAL_JOBS);
    try (Reader file = Files.newBufferedReader(REAL_JOBS)) {
      List<CSVRecord> jobs =
          CSVFormat.DEFAULT
              .builder()
              .setHeader()
              .setSkipHeaderRecord(true)
              .get()
              .parse(file)
              .getRecords();
      assertEquals(58, jobs.size());
      jobs.forEach(
          job ->
              assertKept(
                  Long.parseLong(job.get("bytes_processed")),
                  Long.parseLong(job.get("bytes_billed")),
                  job.toString()));
    }
  }

  private static void assertKept(long processed, long billed, String job) {
    assertEquals(0, billed % MIB, "whole MiB: " + job);
    assertTrue(billed == 0 || billed >= 10 * MIB, "at least 10 MiB: " + job);
    assertEquals(processed == 0, billed == 0, "nothing read, nothing billed: " + job);
    assertTrue(billed >= processed, "all that is read is billed: " + job);
  }

  @Test
  void randomQueries_keepThem() throws InterruptedException {
    System.out.println("random run: -Dbilling.seed=" + SEED);
    Random random = new Random(SEED);
    try (LocalBigQueryFixture bq = new LocalBigQueryFixture()) {
      insertRows(bq);
      List<String> cached = new ArrayList<>();
      for (int i = 0; i < QUERIES; i++) {
        cached.add(runOne(bq, "query " + i + ": ", random));
      }
      assertRecordedAsFree(bq, cached);
    }
  }

  /** Three rows a day, and one without a day. */
  private static void insertRows(LocalBigQueryFixture bq) throws InterruptedException {
    String rows =
        IntStream.range(0, 3 * DAYS)
            .mapToObj(
                i ->
                    "('t%d', 'c%d', DATE '%s', %d, 1.5, 2)"
                        .formatted(i % 3, i, FIRST_DAY.plusDays(i / 3), i))
            .collect(Collectors.joining(", "));
    bq.query(
        "INSERT INTO "
            + LocalBigQueryFixture.TABLE
            + " (tenant_id, campaign_id, metric_date, clicks, spend, conversions) VALUES "
            + rows
            + ", ('t0', 'undated', NULL, 1, 1, 1)");
  }

  private static String runOne(LocalBigQueryFixture bq, String number, Random random)
      throws InterruptedException {
    String columns = columns(random);
    int first = random.nextInt(DAYS);
    int days = 1 + random.nextInt(DAYS - first);
    String narrow = sql(columns, first, days, random.nextInt(5));
    QueryStatistics dry = run(bq, query(narrow).setDryRun(true).build());
    QueryStatistics real = run(bq, query(narrow).build());
    assertKept(real.getTotalBytesProcessed(), real.getTotalBytesBilled(), number + narrow);
    assertTrue(
        dry.getTotalBytesProcessed() >= real.getTotalBytesProcessed(),
        number + "dry run " + narrow);
    assertFewerDaysAreFewerBytes(bq, columns, first, days, number);
    return assertCachedIsFree(bq, narrow, number);
  }

  /** In the real thing dry runs tell the bytes too, and cost nothing. */
  private static void assertFewerDaysAreFewerBytes(
      LocalBigQueryFixture bq, String columns, int first, int days, String number)
      throws InterruptedException {
    long narrow = dryBytes(bq, sql(columns, first, days, 0));
    long wide = dryBytes(bq, sql(columns, first, days + 1, 0));
    boolean more = first + days < DAYS;
    assertTrue(more ? narrow < wide : narrow == wide, number + columns + " of " + days + " days");
    assertTrue(narrow > 0, number + columns);
  }

  /**
   * The first asking fills the cache, the second is answered from it.
   *
   * @return the second's job id
   */
  private static String assertCachedIsFree(LocalBigQueryFixture bq, String sql, String number)
      throws InterruptedException {
    run(bq, cached(sql));
    Job again = finished(bq, cached(sql));
    QueryStatistics bytes = again.getStatistics();
    assertTrue(bytes.getCacheHit(), number + "asked twice " + sql);
    assertEquals(0, bytes.getTotalBytesBilled(), number + "cached " + sql);
    assertEquals(0, bytes.getTotalBytesProcessed(), number + "cached " + sql);
    return again.getJobId().getJob();
  }

  private static void assertRecordedAsFree(LocalBigQueryFixture bq, List<String> jobIds)
      throws InterruptedException {
    String free =
        "SELECT COUNT(*) FROM `region-us`.INFORMATION_SCHEMA.JOBS WHERE cache_hit"
            + " AND total_bytes_billed = 0 AND job_id IN ('"
            + String.join("', '", jobIds)
            + "')";
    assertEquals(String.valueOf(jobIds.size()), bq.one(free), "cache hits in JOBS");
  }

  private static QueryJobConfiguration cached(String sql) {
    return query(sql).setUseQueryCache(true).build();
  }

  private static long dryBytes(LocalBigQueryFixture bq, String sql) throws InterruptedException {
    return run(bq, query(sql).setDryRun(true).build()).getTotalBytesProcessed();
  }

  private static String columns(Random random) {
    String chosen =
        COLUMNS.stream().filter(c -> random.nextBoolean()).collect(Collectors.joining(", "));
    return chosen.isEmpty() ? "clicks" : chosen;
  }

  private static String sql(String columns, int first, int days, int shape) {
    String where =
        " WHERE metric_date >= DATE '%s' AND metric_date < DATE '%s'"
            .formatted(FIRST_DAY.plusDays(first), FIRST_DAY.plusDays(first + days));
    String from = " FROM " + LocalBigQueryFixture.TABLE;
    return switch (shape) {
      case 0 -> "SELECT " + columns + from + where;
      case 1 -> "SELECT " + columns + from + where + " AND tenant_id = 't1' LIMIT 1";
      case 2 -> "SELECT COUNT(*)" + from + where;
      case 3 -> "SELECT COUNT(*)" + from;
      default -> "SELECT tenant_id, SUM(clicks)" + from + where + " GROUP BY 1";
    };
  }

  private static QueryJobConfiguration.Builder query(String sql) {
    return QueryJobConfiguration.newBuilder(sql).setUseQueryCache(false);
  }

  private static QueryStatistics run(LocalBigQueryFixture bq, QueryJobConfiguration query)
      throws InterruptedException {
    return finished(bq, query).getStatistics();
  }

  private static Job finished(LocalBigQueryFixture bq, QueryJobConfiguration query)
      throws InterruptedException {
    Job job = bq.client.create(JobInfo.of(query));
    return query.dryRun() != null && query.dryRun() ? job : job.waitFor();
  }
}
