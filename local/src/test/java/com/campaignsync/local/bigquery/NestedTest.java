package com.campaignsync.local.bigquery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.FieldValue;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.InsertAllRequest;
import com.google.cloud.bigquery.InsertAllResponse;
import com.google.cloud.bigquery.LegacySQLTypeName;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TableInfo;
import com.google.cloud.bigquery.TableResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ARRAY and STRUCT values, in queries, results and tables. */
class NestedTest {

  private static LocalBigQueryFixture bq;

  @BeforeAll
  static void start() throws InterruptedException {
    bq = new LocalBigQueryFixture();
    Field key = Field.of("key", StandardSQLTypeName.STRING);
    Field value = Field.of("value", StandardSQLTypeName.STRING);
    Field labels =
        Field.newBuilder("labels", StandardSQLTypeName.STRUCT, key, value)
            .setMode(Field.Mode.REPEATED)
            .build();
    Field place =
        Field.of(
            "place",
            StandardSQLTypeName.STRUCT,
            Field.of("city", StandardSQLTypeName.STRING),
            Field.of("zip", StandardSQLTypeName.INT64));
    bq.client.create(
        TableInfo.of(
            TableId.of("engarde_analytics", "nested"),
            StandardTableDefinition.of(
                Schema.of(Field.of("id", StandardSQLTypeName.INT64), labels, place))));
    bq.query(
        "INSERT INTO engarde_analytics.nested (id, labels, place) VALUES"
            + " (1, [STRUCT('a' AS key, 'x' AS value), STRUCT('b' AS key, 'y' AS value)],"
            + " STRUCT('Köln' AS city, 50667 AS zip)), (2, [], NULL)");
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
          STRUCT(1 AS a, 'x' AS b).b | x
          [10, 20, 30][OFFSET(1)] | 20
          [10, 20, 30][ORDINAL(1)] | 10
          [10, 20][SAFE_OFFSET(5)] | NULL
          ARRAY_LENGTH([1, 2, 3]) | 3
          ARRAY_LENGTH(ARRAY(SELECT x FROM UNNEST([1, 2]) AS x WHERE x > 1)) | 1
          (SELECT SUM(s.n) FROM UNNEST([STRUCT(1 AS n), STRUCT(2 AS n)]) AS s) | 3
          (SELECT STRING_AGG(k, ',' ORDER BY k) FROM UNNEST([STRUCT('b' AS k), STRUCT('a' AS k)])) | a,b
          (SELECT ARRAY_LENGTH(ARRAY_AGG(x IGNORE NULLS LIMIT 2)) FROM UNNEST([1, NULL, 3, 4]) AS x) | 2
          (SELECT ARRAY_AGG(x ORDER BY x DESC LIMIT 1)[OFFSET(0)] FROM UNNEST([1, 3, 2]) AS x) | 3
          TO_JSON_STRING(STRUCT(1 AS a, 'ä"' AS b, NULL AS c, [1.5, 2] AS d)) | {"a":1,"b":"ä\\"","c":null,"d":[1.5,2]}
          TO_JSON_STRING(9007199254740993) | "9007199254740993"
          TO_JSON_STRING(NUMERIC '1.50') | "1.5"
          TO_JSON_STRING(DATE '2026-01-02') | "2026-01-02"
          TO_JSON_STRING(TIMESTAMP '2026-01-02 03:04:05') | "2026-01-02T03:04:05Z"
          TO_JSON_STRING(TRUE) | true
          """)
  void expression_hasBigQuerysValue(String sql, String expected) throws InterruptedException {
    assertEquals(expected, bq.one("SELECT " + sql).replace("\\\\", "\\"));
  }

  @Test
  void results_areNestedAsTheSchemaSays() throws InterruptedException {
    TableResult result =
        bq.query("SELECT id, labels, place, [1, 2] AS n FROM engarde_analytics.nested ORDER BY id");
    Field labels = result.getSchema().getFields().get("labels");
    assertEquals(LegacySQLTypeName.RECORD, labels.getType());
    assertEquals(Field.Mode.REPEATED, labels.getMode());
    List<FieldValueList> rows = new java.util.ArrayList<>();
    result.iterateAll().forEach(rows::add);
    FieldValueList first = rows.get(0);
    List<FieldValue> pairs = first.get(1).getRepeatedValue();
    assertEquals("b", pairs.get(1).getRecordValue().get(0).getStringValue());
    assertEquals("Köln", first.get(2).getRecordValue().get(0).getStringValue());
    assertEquals(2, first.get(3).getRepeatedValue().get(1).getLongValue());
    assertTrue(rows.get(1).get(1).getRepeatedValue().isEmpty());
    assertTrue(rows.get(1).get(2).isNull());
  }

  @Test
  void unnest_mayNameAColumnOfTheRowBesideIt() throws InterruptedException {
    List<List<String>> pairs = List.of(List.of("1", "a", "x"), List.of("1", "b", "y"));
    for (String from :
        List.of("t, UNNEST(t.labels) AS l", "t CROSS JOIN UNNEST(labels) AS l", "t, t.labels l")) {
      assertEquals(
          pairs,
          bq.rows(
              "SELECT id, l.key, l.value FROM engarde_analytics.nested AS "
                  + from
                  + " ORDER BY 1, 2"),
          from);
    }
    assertEquals(
        List.of(List.of("1", "a"), List.of("1", "b"), List.of("2", "NULL")),
        bq.rows(
            "SELECT id, l.key FROM engarde_analytics.nested LEFT JOIN UNNEST(labels) AS l"
                + " ORDER BY 1, 2"));
    assertEquals(
        List.of(List.of("1", "y"), List.of("2", "NULL")),
        bq.rows(
            "SELECT id, (SELECT value FROM UNNEST(labels) WHERE key = 'b')"
                + " FROM engarde_analytics.nested ORDER BY id"));
    assertEquals(
        List.of(List.of("Köln", "1")),
        bq.rows(
            "SELECT place.city, COUNT(*) FROM engarde_analytics.nested AS t"
                + " WHERE t.place.zip > 1 GROUP BY place.city"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " | ",
      textBlock =
          """
          SELECT [1][OFFSET(1)] | Array index 1 is out of bounds
          SELECT [1][0] | reached by [OFFSET(n)]
          SELECT ARRAY_AGG(x) FROM UNNEST([1, NULL]) AS x | Array cannot have a null element
          SELECT [[1]] | nested arrays are not supported
          SELECT STRUCT(1 AS a).b | Field name b does not exist
          SELECT x.y FROM UNNEST([1]) AS x | Cannot access field y on a value with type INT64
          SELECT STRUCT(1 AS a) = STRUCT(1 AS a) | No matching signature for operator =
          """)
  void refusals_areBigQuerys(String sql, String message) {
    BigQueryException e = assertThrows(BigQueryException.class, () -> bq.query(sql));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  private static final TableId STREAMED = TableId.of("engarde_analytics", "streamed");

  private static void createStreamed() {
    Field tags =
        Field.newBuilder("tags", StandardSQLTypeName.STRING).setMode(Field.Mode.REPEATED).build();
    Field items =
        Field.newBuilder(
                "items",
                StandardSQLTypeName.STRUCT,
                Field.of("name", StandardSQLTypeName.STRING),
                Field.of("price", StandardSQLTypeName.NUMERIC),
                Field.of("at", StandardSQLTypeName.TIMESTAMP),
                Field.of("raw", StandardSQLTypeName.BYTES),
                tags)
            .setMode(Field.Mode.REPEATED)
            .build();
    bq.client.create(
        TableInfo.of(
            STREAMED,
            StandardTableDefinition.of(
                Schema.of(Field.of("id", StandardSQLTypeName.INT64), tags, items))));
  }

  @Test
  void insertAll_takesArraysAndStructs_andSaysWhatDoesNotFit() throws InterruptedException {
    createStreamed();
    Map<String, Object> item =
        Map.of(
            "NAME",
            "it's",
            "price",
            "1.5",
            "at",
            "2026-01-02 03:04:05",
            "raw",
            "YQA=",
            "tags",
            List.of("x", "y"));
    InsertAllResponse good =
        bq.client.insertAll(
            InsertAllRequest.newBuilder(STREAMED)
                .addRow(
                    Map.of("id", 1, "tags", List.of("a", "b"), "items", List.of(item, Map.of())))
                .addRow(Map.of("id", 2))
                .build());
    assertFalse(good.hasErrors(), good.toString());
    assertEquals(
        List.of(
            List.of(
                "1",
                "2",
                "{\"name\":\"it's\",\"price\":\"1.5\",\"at\":\"2026-01-02T03:04:05Z\",\"raw\":\"YQA=\","
                    + "\"tags\":[\"x\",\"y\"]}",
                "NULL"),
            List.of("2", "0", "NULL", "NULL")),
        bq.rows(
            "SELECT id, IFNULL(ARRAY_LENGTH(tags), 0), (SELECT TO_JSON_STRING(i) FROM UNNEST(items)"
                + " AS i WHERE i.name IS NOT NULL), items[SAFE_OFFSET(1)].name FROM"
                + " engarde_analytics.streamed ORDER BY id"));
    for (Map<String, Object> row :
        List.<Map<String, Object>>of(
            Map.of("tags", "a"),
            Map.of("items", Map.of("name", "a")),
            Map.of("items", List.of("a")),
            Map.of("items", List.of(Map.of("price", "much"))),
            Map.of("items", List.of(Map.of("nothing", 1))),
            Map.of("id", List.of(1)))) {
      InsertAllResponse bad =
          bq.client.insertAll(InsertAllRequest.newBuilder(STREAMED).addRow(row).build());
      assertTrue(bad.hasErrors(), row.toString());
    }
    assertEquals("2", bq.one("SELECT COUNT(*) FROM engarde_analytics.streamed"));
  }
}
