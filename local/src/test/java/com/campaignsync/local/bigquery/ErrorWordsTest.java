package com.campaignsync.local.bigquery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine's own words and names never reach a client, and a wrong statement is no 5xx. */
class ErrorWordsTest {

  private static final Pattern LEAK =
      Pattern.compile(
          "(Binder|Parser|Conversion|Constraint|Out of Range|Catalog|Invalid Input|Internal) Error"
              + "|not implemented|DuckDB|java\\.lang|\\bdata\\.t\\d+|\\bt\\d+\\.|\\bs\\d+\\.|\\bc\\d+\\b|bq_",
          Pattern.CASE_INSENSITIVE);

  private static LocalBigQueryFixture bq;
  private static RawCalls calls;

  @BeforeAll
  static void start() throws Exception {
    bq = new LocalBigQueryFixture();
    calls = new RawCalls(bq);
    calls.post("/datasets", "{'datasetReference':{'datasetId':'d'}}");
    var made =
        calls.post(
            "/datasets/d/tables",
            "{'tableReference':{'tableId':'t'},'schema':{'fields':["
                + "{'name':'a','type':'INTEGER','mode':'REQUIRED'},{'name':'n','type':'INTEGER'},"
                + "{'name':'s','type':'STRING'},{'name':'x','type':'FLOAT'},"
                + "{'name':'l','type':'INTEGER','mode':'REPEATED'}]}}");
    assertEquals(200, made.status(), made.text());
    bq.query("INSERT INTO d.t (a, n, s, x) VALUES (1, 9223372036854775807, 'x', 1e308)");
    bq.query("INSERT INTO d.t (a, n, s, x) VALUES (2, 9223372036854775807, '(', 1e308)");
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
          INSERT INTO d.t (n) VALUES (1) | Required field a cannot be null
          INSERT INTO d.t (a) VALUES (NULL) | Required field a cannot be null
          INSERT INTO d.t (a, l) VALUES (1, [1, NULL]) | Array cannot have a null element
          UPDATE d.t SET l = [NULL] WHERE TRUE | Array cannot have a null element
          MERGE d.t USING (SELECT 1 AS b) ON a = b WHEN MATCHED THEN UPDATE SET l = [1, NULL] | Array cannot have a null element
          UPDATE d.t SET a = NULL WHERE TRUE | Required field a cannot be null
          SELECT CAST(s AS FLOAT64) FROM d.t WHERE a = 1 | Bad double value: x
          SELECT CAST(s AS INT64) FROM d.t WHERE a = 1 | Bad int64 value: x
          SELECT CAST(s AS NUMERIC) FROM d.t WHERE a = 1 | Invalid NUMERIC value: x
          SELECT CAST(s AS DATE) FROM d.t WHERE a = 1 | Invalid date: 'x'
          SELECT CAST(s AS BOOL) FROM d.t WHERE a = 1 | Bad bool value: x
          SELECT CAST('2026-02-30' AS DATE) | Invalid date: '2026-02-30'
          SELECT CAST('99999999999999999999' AS INT64) | Bad int64 value: 99999999999999999999
          SELECT CAST(x AS INT64) FROM d.t | int64 out of range: 1e+308
          SELECT n + 1 FROM d.t | int64 overflow: 9223372036854775807 + 1
          SELECT n * 2 FROM d.t | int64 overflow: 9223372036854775807 * 2
          SELECT -(-n - 1) FROM d.t | int64 overflow
          SELECT SUM(n) FROM d.t | int64 overflow
          SELECT SUM(x) FROM d.t | double overflow
          SELECT AVG(x) FROM d.t | double overflow
          SELECT NUMERIC '99999999999999999999999999999' + n FROM d.t | numeric overflow
          SELECT (SELECT a FROM d.t) | Scalar subquery produced more than one element
          SELECT REGEXP_CONTAINS('a', s) FROM d.t | Cannot parse regular expression: missing )
          SELECT PARSE_DATE('%Y-%m-%d', s) FROM d.t WHERE a = 1 | Failed to parse input string "x"
          SELECT FROM_BASE64('!') | Failed to decode invalid base64 string
          SELECT FROM_HEX('zz') | Failed to decode invalid hexadecimal string
          SELECT CAST(b'\\xff' AS STRING) | Invalid cast of bytes to UTF8 string
          SELECT TIMESTAMP_SECONDS(n) FROM d.t | int64 overflow
          SELECT DATE_ADD(DATE '2026-01-01', INTERVAL 99999999999 DAY) | out of range
          SELECT DATE(2026, 2, 29) | Input calculates to invalid date: 2026-02-29
          SELECT DATE(n, 1, 1) FROM d.t | Input calculates to invalid date
          SELECT SQRT(-1) | Argument to SQRT cannot be negative: -1
          SELECT LN(0) | Floating point error in function: LN(0)
          SELECT EXP(1000) | Floating point error in function: EXP(1000)
          SELECT POW(0, -1) | Floating point error in function: POW(0, -1)
          """)
  void failure_isInBigQuerysWords(String sql, String message) throws Exception {
    var answer = calls.query(sql);
    assertEquals(400, answer.status(), answer.text());
    String said = answer.json().at("/error/message").asText();
    assertTrue(said.contains(message), said);
    assertFalse(LEAK.matcher(said).find(), said);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * EXCEPT (a, n, s, x, l) FROM d.t",
        "SELECT 1 LIMIT -1",
        "SELECT 1 LIMIT 1 OFFSET -1",
        "SELECT a FROM d.t ORDER BY 'a'",
        "SELECT a FROM d.t HAVING a > 1",
        "SELECT a FROM d.t QUALIFY a > 1",
        "SELECT a FROM d.t WHERE ROW_NUMBER() OVER (ORDER BY a) = 1",
        "SELECT SUM(ROW_NUMBER() OVER (ORDER BY a)) FROM d.t",
        "SELECT SUM(SUM(a) OVER ()) OVER () FROM d.t",
        "SELECT SUM(a) OVER (ORDER BY a ROWS BETWEEN 1 FOLLOWING AND 1 PRECEDING) FROM d.t",
        "SELECT SUM(a) OVER (ORDER BY s RANGE 1 PRECEDING) FROM d.t",
        "SELECT SUM(a) OVER (RANGE 1 PRECEDING) FROM d.t",
        "SELECT SUM(a) OVER (ROWS PRECEDING) FROM d.t",
        "SELECT SUM(a) OVER (ROWS 1) FROM d.t",
        "SELECT RANK() OVER () FROM d.t",
        "SELECT RANK(a) OVER (ORDER BY a) FROM d.t",
        "SELECT NTILE() OVER (ORDER BY a) FROM d.t",
        "SELECT NTILE(0) OVER (ORDER BY a) FROM d.t",
        "SELECT LAG(a, -1) OVER (ORDER BY a) FROM d.t",
        "SELECT LAG(a, 1, 'x') OVER (ORDER BY a) FROM d.t",
        "SELECT COUNT(DISTINCT a) OVER (ORDER BY a) FROM d.t",
        "SELECT MIN(l) FROM d.t",
        "SELECT DISTINCT l FROM d.t",
        "SELECT l FROM d.t GROUP BY l",
        "SELECT l FROM d.t ORDER BY l",
        "SELECT l IN (l) FROM d.t",
        "SELECT l || l FROM d.t",
        "SELECT a FROM d.t GROUP BY 'a'",
        "SELECT NOT NULL",
        "SELECT a = NULL FROM d.t",
        "SELECT CAST(1 AS FLOAT)",
        "SELECT COUNT(*)",
        "SELECT 1 ORDER BY 1",
        "UPDATE d.t SET n = 1, n = 2 WHERE TRUE",
        "INSERT INTO d.t (a, l) VALUES (1, ['x'])",
        "INSERT INTO d.t (a, a) VALUES (1, 1)",
        "MERGE d.t USING (SELECT 1 AS b UNION ALL SELECT 1) ON a = b WHEN MATCHED THEN DELETE",
        "MERGE d.t USING (SELECT 9 AS b) ON a = b WHEN NOT MATCHED THEN INSERT (n) VALUES (1)",
        "DELETE FROM d.t WHERE SUM(a) > 1",
        "SELECT a.b FROM d.t",
        "SELECT l[OFFSET(9)] FROM d.t",
        "SELECT STRING_AGG(a) FROM d.t",
        "SELECT SUBSTR('abc', 1, -1)",
        "SELECT REPEAT('a', -1)",
        "SELECT GENERATE_ARRAY(1, 3, 0)",
        "SELECT GENERATE_DATE_ARRAY(DATE '2026-01-01', DATE '2026-01-02', INTERVAL 1 DAY)",
        "SELECT REGEXP_REPLACE('abc', '(b)', '\\\\2')",
        "SELECT ROUND(NUMERIC '99999999999999999999999999999.9')",
        "SELECT ABS(-9223372036854775808)",
        "SELECT DIV(-9223372036854775808, -1)",
        "SELECT MOD(1, 0)",
        "SELECT JSON '{a}'",
        "SELECT NUMERIC '1.1234567891'",
        "SELECT DATE '0000-01-01'",
        "SELECT s.x FROM d.t AS s JOIN d.t AS u ON SUM(s.a) > 1",
        "SELECT * FROM d.t, d.t",
        "SELECT a FROM (SELECT 1 AS a, 2 AS a)",
        "SELECT SUM(a) AS a FROM d.t HAVING SUM(a) > 1"
      })
  void wrongStatement_isRefusedWithoutLeaks(String sql) throws Exception {
    var answer = calls.query(sql);
    assertEquals(400, answer.status(), answer.text());
    String said = answer.json().at("/error/message").asText();
    assertFalse(said.contains("not supported locally (the log"), said);
    assertFalse(LEAK.matcher(said).find(), said);
  }
}
