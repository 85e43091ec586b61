package com.campaignsync.local.bigquery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queries through Google's client. */
class SelectTest {

  static LocalBigQueryFixture bq;

  @BeforeAll
  static void start() throws InterruptedException {
    bq = new LocalBigQueryFixture();
    bq.query(
        "INSERT INTO "
            + LocalBigQueryFixture.TABLE
            + " (tenant_id, platform, campaign_id, metric_date, impressions, clicks, spend)"
            + " VALUES ('t1', 'google_ads', 'c1', DATE '2026-01-01', 100, 5, 1.5),"
            + " ('t1', 'google_ads', 'c1', DATE '2026-01-02', 200, 7, 2.25),"
            + " ('t2', 'meta_ads', 'c2', DATE '2026-01-02', NULL, 1, NULL)");
  }

  @AfterAll
  static void stop() {
    bq.close();
  }

  @Test
  void aggregatesByAliasAndOrders() throws InterruptedException {
    assertEquals(
        List.of(List.of("t2", "NULL", "NULL", "1"), List.of("t1", "300", "3.75", "2")),
        bq.rows(
            "SELECT tenant_id AS t, SUM(impressions) i, SUM(CAST(spend AS NUMERIC)) AS spend,"
                + " COUNTIF(clicks > 0) FROM "
                + LocalBigQueryFixture.TABLE
                + " GROUP BY t ORDER BY t DESC"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " | ",
      quoteCharacter = '~',
      textBlock =
          """
          1 + 1 | 2
          1 / 4 | 0.25
          NUMERIC '1' / 3 | 0.333333333
          CAST(2 AS NUMERIC) * NUMERIC '1.5' | 3
          SAFE_DIVIDE(1, 0) | NULL
          SAFE_DIVIDE(NUMERIC '1', NUMERIC '0') | NULL
          SAFE_CAST('x' AS INT64) | NULL
          SAFE_CAST('1.5' AS INT64) | NULL
          CAST('0x1f' AS INT64) | 31
          CAST(2.5 AS INT64) | 3
          CAST(1.0 AS STRING) | 1
          CAST(NUMERIC '1.50' AS STRING) | 1.5
          CAST(DATE '2026-01-05' AS STRING) | 2026-01-05
          CAST(TIMESTAMP '2026-01-05 01:02:03.5+02' AS STRING) | 2026-01-04 23:02:03.500+00
          CONCAT('a', NULL) | NULL
          CONCAT('a', 'b', "c") | abc
          CONCAT('Summer', ' ', 1923) | Summer 1923
          DATE '2026-01-01' || 1.5 | 2026-01-011.5
          FORMAT_DATE('%x %h', DATE '2026-01-05') | 01/05/26 Jan
          TO_HEX(CONCAT(b'a', b'b')) | 6162
          TO_HEX(b'a' || b'b') | 6162
          NULL IS DISTINCT FROM 'SCRIPT' | true
          NULL IS NOT DISTINCT FROM NULL | true
          1 IS DISTINCT FROM 1.0 | false
          CAST('NaN' AS FLOAT64) IS DISTINCT FROM CAST('NaN' AS FLOAT64) | false
          TRIM('\\t\\n x \\u00a0') | x
          IF(TRUE, 1, 2.5) | 1.0
          IFNULL(NULL, 'x') | x
          NULLIF(1, 1) | NULL
          COALESCE(NULL, 2) | 2
          IS_NAN(CAST('NaN' AS FLOAT64)) | true
          CAST('NaN' AS FLOAT64) = CAST('NaN' AS FLOAT64) | false
          IS_INF(CAST('-inf' AS FLOAT64)) | true
          FORMAT_DATE('%Y%m', DATE '2026-01-05') | 202601
          FORMAT_DATE('%F', DATE '0033-04-03') | 33-04-03
          FORMAT_DATE('%%Y %Y', DATE '0999-01-05') | %Y 999
          DATE_ADD(DATE '2026-01-31', INTERVAL 1 MONTH) | 2026-02-28
          DATE_SUB(DATE '2026-01-01', INTERVAL 1 DAY) | 2025-12-31
          DATE_DIFF(DATE '2026-01-05', DATE '2026-01-01', DAY) | 4
          DATE_DIFF(DATE '2026-01-04', DATE '2026-01-03', WEEK) | 1
          DATE_TRUNC(DATE '2026-01-07', WEEK) | 2026-01-04
          DATE_TRUNC(DATE '2026-01-07', ISOWEEK) | 2026-01-05
          EXTRACT(DAYOFWEEK FROM DATE '2026-01-04') | 1
          EXTRACT(DATE FROM TIMESTAMP '2026-01-04 23:00:00+00') | 2026-01-04
          TIMESTAMP_DIFF(TIMESTAMP '2026-01-01 01:00:00', TIMESTAMP '2026-01-01 00:00:01', HOUR) | 0
          UNIX_MILLIS(TIMESTAMP '1970-01-01 00:00:01.5 UTC') | 1500
          UNIX_SECONDS(TIMESTAMP '9999-12-31 23:59:59.999999') | 253402300799
          UNIX_SECONDS(TIMESTAMP '1969-12-31 23:59:59.5') | -1
          CAST(CAST('2026-03-29 10:00:00+2' AS TIMESTAMP) AS STRING) | 2026-03-29 08:00:00+00
          SAFE_CAST('2026-03-29 24:00:00' AS TIMESTAMP) | NULL
          SAFE_CAST('2026-03-29 10:20' AS TIMESTAMP) | NULL
          SAFE_CAST('infinity' AS TIMESTAMP) | NULL
          SAFE_CAST(CAST(1 AS STRING) AS TIMESTAMP) | NULL
          CAST(IEEE_DIVIDE(0, 0) AS STRING) | nan
          1 IN UNNEST([1, 2]) | true
          1 IN (2, 3) | false
          5 BETWEEN 1 AND 5 | true
          CASE 1 WHEN 1 THEN 'one' ELSE 'other' END | one
          TO_HEX(MD5('a')) | 0cc175b9c0f1b6a831c399e269772661
          GREATEST(1, NULL) | NULL
          LENGTH('héé') | 3
          BYTE_LENGTH('héé') | 5
          SUBSTR('abc', 0, 2) | ab
          MOD(-7, 3) | -1
          DIV(-7, 2) | -3
          ROUND(2.5) | 3.0
          ROUND(NUMERIC '1.005', 2) | 1.01
          ABS(-3) | 3
          CAST('9223372036854775807' AS INT64) | 9223372036854775807
          9007199254740993 | 9007199254740993
          CAST(-1 AS BOOL) | true
          r'a\\n' | a\\n
          '''it's''' | it's
          (SELECT MAX(x) FROM UNNEST([1, 5, 3]) AS x) | 5
          EXISTS(SELECT 1) | true
          CURRENT_DATE() | 2026-11-20
          """)
  void expression_hasBigQuerysValue(String sql, String expected) throws InterruptedException {
    assertEquals(expected, bq.one("SELECT " + sql.replace("\\\\", "\\")));
  }

  @Test
  void joinsSubqueriesWithAndWindows() throws InterruptedException {
    assertEquals(
        List.of(List.of("c1", "300", "1"), List.of("c2", "0", "2")),
        bq.rows(
            "WITH m AS (SELECT campaign_id, IFNULL(SUM(impressions), 0) AS i FROM "
                + LocalBigQueryFixture.TABLE
                + " GROUP BY 1), p AS (SELECT DISTINCT campaign_id, platform FROM "
                + LocalBigQueryFixture.TABLE
                + ") SELECT campaign_id, m.i, ROW_NUMBER() OVER (ORDER BY m.i DESC) AS n"
                + " FROM m JOIN p USING (campaign_id) ORDER BY n"));
  }

  @Test
  void unionAll_mergesTypes() throws InterruptedException {
    assertEquals(
        List.of(List.of("1.0"), List.of("2.5")),
        bq.rows("SELECT 1 AS x UNION ALL SELECT 2.5 ORDER BY x"));
  }

  @Test
  void orderBy_putsNullThenNanFirst() throws InterruptedException {
    assertEquals(
        List.of(List.of("NULL"), List.of("NaN"), List.of("-Infinity"), List.of("1.0")),
        bq.rows(
            "SELECT x FROM UNNEST([1.0, CAST('nan' AS FLOAT64), NULL, CAST('-inf' AS FLOAT64)]) AS x"
                + " ORDER BY x"));
  }
}
