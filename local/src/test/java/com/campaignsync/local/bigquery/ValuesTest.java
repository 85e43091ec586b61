package com.campaignsync.local.bigquery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.QueryParameterValue;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Values that DuckDB would keep or read in another way. */
class ValuesTest {

  private static LocalBigQueryFixture bq;

  @BeforeAll
  static void start() throws Exception {
    bq = new LocalBigQueryFixture();
    RawCalls calls = new RawCalls(bq);
    calls.post("/datasets", "{'datasetReference':{'datasetId':'d'}}");
    calls.post(
        "/datasets/d/tables",
        "{'tableReference':{'tableId':'t'},'schema':{'fields':[{'name':'a','type':'INTEGER'},"
            + "{'name':'l','type':'INTEGER','mode':'REPEATED'},{'name':'j','type':'JSON'},"
            + "{'name':'r','type':'RECORD','fields':[{'name':'m','type':'STRING','mode':'REPEATED'},"
            + "{'name':'b','type':'STRING'}]}]}}");
    calls.post(
        "/datasets/d/tables",
        "{'tableReference':{'tableId':'m'},'schema':{'fields':[{'name':'a','type':'INTEGER'},"
            + "{'name':'n','type':'INTEGER'}]}}");
    bq.query("INSERT INTO d.t (a, l) VALUES (1, NULL)");
    bq.query("INSERT INTO d.t (a) VALUES (2)");
    bq.query("INSERT INTO d.t (a, l) SELECT 3, IF(TRUE, NULL, [1])");
    calls.post(
        "/datasets/d/tables/t/insertAll",
        "{'rows':[{'json':{'a':4,'l':null}},"
            + "{'json':{'a':5,'r':{'b':'x'},'j':{'z':1.50,'y':2,'w':[]}}}]}");
  }

  @AfterAll
  static void stop() {
    bq.close();
  }

  @Test
  void nullArray_isStoredEmpty() throws InterruptedException {
    assertEquals("0", bq.one("SELECT COUNTIF(l IS NULL) FROM d.t"));
    assertEquals("5", bq.one("SELECT COUNTIF(ARRAY_LENGTH(l) = 0) FROM d.t"));
    assertEquals("false", bq.one("SELECT r.m IS NULL FROM d.t WHERE a = 5"));
  }

  @Test
  void json_isNormalized() throws InterruptedException {
    assertEquals("{\"w\":[],\"y\":2,\"z\":1.5}", bq.one("SELECT j FROM d.t WHERE a = 5"));
    assertEquals("{\"a\":1000.0,\"b\":1}", bq.one("SELECT JSON '{ \"b\":1, \"a\": 1e3, \"b\":2}'"));
  }

  @Test
  void cache_tellsParametersOfAnotherTypeApart() throws InterruptedException {
    String sql = "SELECT [@x] AS x";
    var text = QueryParameterValue.string("2026-01-01");
    var json = QueryParameterValue.json("\"2026-01-01\"");
    var first = bq.client.query(parameter(sql, text));
    var second = bq.client.query(parameter(sql, json));
    assertNotEquals(
        first.getSchema().getFields().get(0).getType(),
        second.getSchema().getFields().get(0).getType());
    String null0 = "SELECT @x AS x";
    assertNotEquals(
        bq.client
            .query(
                parameter(null0, QueryParameterValue.timestamp("2026-01-01 00:00:00.000000+00:00")))
            .getSchema(),
        bq.client
            .query(parameter(null0, QueryParameterValue.dateTime("2026-01-01 00:00:00.000000")))
            .getSchema());
  }

  private static QueryJobConfiguration parameter(String sql, QueryParameterValue value) {
    return QueryJobConfiguration.newBuilder(sql).addNamedParameter("x", value).build();
  }

  @Test
  void aliasInsideAnAggregateOfHaving_hidesTheColumn() throws InterruptedException {
    assertEquals(
        List.of(List.of("2", "2")),
        bq.rows(
            "SELECT x + 1 AS x, COUNT(*) FROM UNNEST([1, 1]) AS x GROUP BY 1 HAVING SUM(x) > 2"));
    assertEquals(
        List.of(List.of("-2"), List.of("-1")),
        bq.rows("SELECT -x AS x FROM UNNEST([1, 2]) AS x GROUP BY 1 ORDER BY MAX(x)"));
  }

  @Test
  void textsAndDates_areAsZetaSqlHasThem() throws InterruptedException {
    assertEquals("abc", bq.one("SELECT SUBSTR('abc', -5, 4)"));
    assertEquals(
        "2026-01-01 10:00:00.500",
        bq.one("SELECT CAST(DATETIME '2026-01-01 10:00:00.5' AS STRING)"));
    assertEquals(
        "\"2026-01-01T10:00:00\"", bq.one("SELECT TO_JSON_STRING(DATETIME '2026-01-01 10:00:00')"));
    assertEquals("NULL", bq.one("SELECT SAFE_CAST('0000-01-01' AS DATE)"));
  }

  @Test
  void mergeInsert_takesUnqualifiedNamesFromTheSource() throws InterruptedException {
    bq.query(
        "MERGE d.m AS t USING (SELECT 7 AS a, 8 AS n) AS s ON t.a = s.a"
            + " WHEN NOT MATCHED THEN INSERT (a, n) VALUES (a, n)");
    bq.query(
        "MERGE d.m AS t USING (SELECT 1 AS a, 2 AS n) AS s ON t.a = s.a"
            + " WHEN NOT MATCHED BY SOURCE AND n = 8 THEN UPDATE SET n = n + 1");
    assertEquals(List.of(List.of("7", "9")), bq.rows("SELECT a, n FROM d.m"));
    BigQueryException e =
        assertThrows(
            BigQueryException.class,
            () ->
                bq.query(
                    "MERGE d.m AS t USING (SELECT 1 AS b) AS s ON t.a = s.b"
                        + " WHEN NOT MATCHED THEN INSERT (a, n) VALUES (b, t.n)"));
    assertTrue(e.getMessage().contains("Unrecognized name: t"), e.getMessage());
  }

  @Test
  void currentDate_needsNoParentheses() throws InterruptedException {
    assertEquals("2026-11-20", bq.one("SELECT CURRENT_DATE"));
    assertEquals("5", bq.one("SELECT current_date FROM (SELECT 5 AS current_date)"));
  }
}
