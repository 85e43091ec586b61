package com.campaignsync.local.bigquery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.QueryParameterValue;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What BigQuery would not run does not run here, and says so in BigQuery's words. */
class RefusalTest {

  private static LocalBigQueryFixture bq;

  @BeforeAll
  static void start() {
    bq = new LocalBigQueryFixture();
  }

  @AfterAll
  static void stop() {
    bq.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " | ",
      quoteCharacter = '~',
      textBlock =
          """
          SELECT impresions FROM T! | invalidQuery | Unrecognized name: impresions; Did you mean impressions? at [1:8]
          SELECT CONCATT('a') | invalidQuery | Function not found: concatt; Did you mean concat? at [1:8]
          SELECT foo(1) | invalidQuery | Function not found: foo at [1:8]
          SELECT read_text('/etc/passwd') | invalidQuery | Function not found: read_text at [1:8]
          SELECT getenv('HOME') | invalidQuery | Function not found: getenv
          SELECT a.b.c(1) | invalidQuery | Function not found
          SELECT 1 FROM engarde_analytics.nothing | notFound | Not found: Table proj-local:engarde_analytics.nothing was not found
          SELECT 1 FROM nowhere.t | notFound | Not found: Dataset proj-local:nowhere
          SELECT 1 FROM other.engarde_analytics.campaign_metrics | notFound | Not found: Dataset other:engarde_analytics
          SELECT 1 FROM campaign_metrics | invalidQuery | must be qualified with a dataset
          SELECT 1 FROM `/etc/passwd` | invalidQuery | must be qualified
          SELECT 1 FROM meta.jobs | notFound | Dataset proj-local:meta
          SELECT '1'::INT64 | invalidQuery | Illegal input character ":"
          FROM T! SELECT clicks | invalidQuery | Unexpected keyword FROM
          SELECT * FROM read_csv('/etc/passwd') | invalidQuery | Table-valued function not found: read_csv
          SELECT * FROM 'x.csv' | invalidQuery | Unexpected string literal
          SELECT list_sum([1]) | invalidQuery | Function not found: list_sum
          SELECT [x FOR x IN [1]] | invalidQuery | Syntax error
          PRAGMA database_list | invalidQuery | Syntax error: Unexpected identifier "PRAGMA" at [1:1]
          ATTACH 'x.db' | invalidQuery | Syntax error
          COPY t TO 'x' | invalidQuery | Syntax error
          SET threads = 1 | invalidQuery | SET statements are not supported locally
          INSTALL httpfs | invalidQuery | Syntax error
          CREATE TABLE x (a INT64) | invalidQuery | CREATE statements are not supported locally
          SELECT 'a' || b'a' | invalidQuery | No matching signature for operator || for argument types: STRING, BYTES
          SELECT 'a' || NULL | invalidQuery | Operands of || cannot be literal NULL
          SELECT CONCAT('a', STRUCT(1 AS a)) | invalidQuery | No matching signature for function CONCAT for argument types: STRING, STRUCT<a INT64>
          SELECT CONCAT('a', b'a') | invalidQuery | No matching signature for function CONCAT
          SELECT 1 SELECT 2 | invalidQuery | Expected end of input
          SELECT clicks, COUNT(*) FROM T! | invalidQuery | references column clicks which is neither grouped nor aggregated at [1:8]
          SELECT clicks FROM T! WHERE SUM(clicks) > 1 | invalidQuery | Aggregate function SUM not allowed in WHERE clause at [1:74]
          SELECT SUM(COUNT(*)) FROM T! | invalidQuery | Aggregations of aggregations are not allowed
          SELECT clicks FROM T! WHERE clicks = 'x' | invalidQuery | No matching signature for operator =
          SELECT UPPER(1) | invalidQuery | No matching signature for function UPPER for argument types: INT64
          SELECT 'a' + 1 | invalidQuery | No matching signature for operator +
          SELECT 1 FROM T! WHERE 1 | invalidQuery | WHERE clause should return type BOOL, but returns INT64
          SELECT DATE_ADD(DATE '9999-12-31', INTERVAL 1 DAY) | invalidQuery | DATE result out of range
          SELECT TIMESTAMP_TRUNC(TIMESTAMP '0001-01-01', WEEK) | invalidQuery | TIMESTAMP result out of range
          SELECT TIMESTAMP_TRUNC(TIMESTAMP '2026-01-01', DAY, 'Asia/Tokyo') | invalidQuery | with a time zone is not supported locally
          SELECT EXTRACT(WEEK(MONDAY) FROM DATE '2026-01-01') | invalidQuery | WEEK with a weekday is not supported locally
          SELECT DATE_TRUNC(DATE '2026-01-01', WEEK(MONDAY)) | invalidQuery | WEEK with a weekday is not supported locally
          SELECT CAST('26-03-29' AS TIMESTAMP) | invalidQuery | Invalid timestamp: '26-03-29'
          SELECT STRUCT([1, NULL] AS a) AS s | invalidQuery | Array cannot have a null element; error in writing field s
          SELECT STRING_AGG(x ORDER BY 1) FROM UNNEST(['a']) AS x | invalidQuery | do not allow ORDER BY by index
          SELECT SUM(clicks) AS c FROM T! HAVING SUM(c) > 1 | invalidQuery | Aggregations of aggregations are not allowed
          SELECT a FROM (SELECT 1 AS a, 2 AS a) | invalidQuery | Column name a is ambiguous
          SELECT s.a FROM (SELECT 1 AS a, 2 AS a) AS s | invalidQuery | Name a is ambiguous inside s
          WITH w AS (SELECT 1 AS a, 2 AS a) SELECT 1 FROM w JOIN (SELECT 1 AS a) AS v USING (a) | invalidQuery | is ambiguous
          SELECT -(-9223372036854775808) | invalidQuery | int64 overflow
          SELECT CAST('0000-01-01' AS DATE) | invalidQuery | Date value out of range: '0000-01-01'
          SELECT DATE(10000, 1, 1) | invalidQuery | Input calculates to invalid date: 10000-01-01
          SELECT PARSE_DATE('%Y', '0000') | invalidQuery | out of range
          SELECT TIMESTAMP '0001-01-01 00:00:00+05' | invalidQuery | Invalid timestamp
          SELECT DATETIME '0000-01-01 00:00:00' | invalidQuery | Invalid date
          SELECT CAST('{}' AS JSON) | invalidQuery | Invalid cast from STRING to JSON
          SELECT JSON '1' = JSON '1' | invalidQuery | Equality is not defined for arguments of type JSON
          SELECT TIMESTAMP_ADD(TIMESTAMP '2026-01-01', INTERVAL 1 MONTH) | invalidQuery | does not support the MONTH date part
          SELECT TIMESTAMP_DIFF(TIMESTAMP '2026-01-01', TIMESTAMP '2025-01-01', YEAR) | invalidQuery | does not support the YEAR date part
          SELECT * EXCEPT (nothing) FROM T! | invalidQuery | Column nothing in SELECT * EXCEPT list does not exist
          SELECT @missing | invalidQuery | Query parameter 'missing' not found at [1:8]
          SELECT 'abc | invalidQuery | Unclosed string literal at [1:8]
          SELECT '\\q' | invalidQuery | Illegal escape sequence
          SELECT 1 UNION SELECT 2 | invalidQuery | Expected keyword ALL or keyword DISTINCT
          SELECT 1 UNION ALL SELECT 1, 2 | invalidQuery | mismatched column count
          SELECT 1 AS a, 2 AS a | invalidQuery | Duplicate column names
          SELECT CAST(DATE '2026-01-01' AS INT64) | invalidQuery | Invalid cast from DATE to INT64
          SELECT DATE '2026-02-30' | invalidQuery | Invalid date: '2026-02-30'
          SELECT CAST('x' AS INT64) | invalidQuery | Bad int64 value: x
          SELECT 9223372036854775808 | invalidQuery | Invalid INT64 value
          SELECT 9223372036854775807 + 1 | invalidQuery | int64 overflow
          SELECT SUM(x) FROM UNNEST([9223372036854775807, 1]) AS x | invalidQuery | int64 overflow
          SELECT 1 / 0 | invalidQuery | division by zero
          SELECT NUMERIC '1' / 0 | invalidQuery | division by zero
          SELECT CAST(1e30 AS NUMERIC) | invalidQuery | x
          SELECT CAST(CAST('nan' AS FLOAT64) AS NUMERIC) | invalidQuery | Illegal conversion
          SELECT SUM(x) FROM UNNEST([NUMERIC '99999999999999999999999999999', NUMERIC '1']) x | invalidQuery | overflow
          DELETE FROM T! | invalidQuery | DELETE must have a WHERE clause
          UPDATE T! SET nothing = 1 WHERE TRUE | invalidQuery | Column nothing is not present
          UPDATE T! SET clicks = 'a' WHERE TRUE | invalidQuery | Value of type STRING cannot be assigned to clicks, which has type INT64
          INSERT INTO T! (clicks) VALUES (1, 2) | invalidQuery | Inserted row has wrong column count
          """)
  void statement_isRefused(String sql, String reason, String message) {
    String statement = sql.replace("T!", LocalBigQueryFixture.TABLE);
    BigQueryException e = assertThrows(BigQueryException.class, () -> bq.query(statement));
    assertEquals(reason, e.getReason(), e.getMessage());
    assertTrue(e.getMessage().contains(message.equals("x") ? "" : message), e.getMessage());
  }

  @Test
  void structParameters_areRefusedByName() {
    QueryJobConfiguration query =
        QueryJobConfiguration.newBuilder("SELECT @x")
            .addNamedParameter(
                "x", QueryParameterValue.struct(Map.of("a", QueryParameterValue.int64(1))))
            .build();
    BigQueryException e = assertThrows(BigQueryException.class, () -> bq.client.query(query));
    assertTrue(
        e.getMessage().contains("'x' has type STRUCT, not supported locally"), e.getMessage());
  }
}
