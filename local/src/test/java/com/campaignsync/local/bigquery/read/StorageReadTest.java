package com.campaignsync.local.bigquery.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.api.gax.rpc.StatusCode.Code;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.storage.v1.ReadRowsResponse;
import com.google.cloud.bigquery.storage.v1.ReadSession;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.apache.arrow.vector.util.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions and rows through Google's client. */
class StorageReadTest extends StorageReadFixture {

  @Test
  void schema_isBigQuerys() throws IOException {
    ReadSession session = arrow.session(table("types"), 1, "");
    assertEquals(
        "Schema<id: Int(64, true) not null, n: Decimal(38, 9, 128), f: FloatingPoint(DOUBLE),"
            + " s: Utf8, b: Bool, d: Date(DAY), t: Timestamp(MICROSECOND, UTC),"
            + " dt: Timestamp(MICROSECOND, null), y: Binary>",
        ArrowClient.schema(session.getArrowSchema()).toString());
    assertEquals(
        "google:sqlType:datetime",
        ArrowClient.schema(session.getArrowSchema())
            .findField("dt")
            .getMetadata()
            .get("ARROW:extension:name"));
  }

  @Test
  void values_areExactAtTheirExtremes() throws IOException {
    List<List<Object>> rows = arrow.rows(arrow.session(table("types"), 1, ""));
    assertRow(
        rows.get(0),
        Long.MAX_VALUE,
        new BigDecimal(LONGEST_NUMERIC),
        Double.NaN,
        new Text("ü🎉\u0000\""),
        true,
        2932896,
        1767567723000004L,
        java.time.LocalDateTime.parse("2026-01-05T01:02:03.5"),
        new byte[] {'a', (byte) 0xff});
    assertRow(
        rows.get(1),
        Long.MIN_VALUE,
        new BigDecimal("-" + LONGEST_NUMERIC),
        Double.NEGATIVE_INFINITY,
        new Text(""),
        false,
        -719162,
        -1L,
        java.time.LocalDateTime.parse("0001-01-01T00:00"),
        new byte[0]);
    assertRow(rows.get(2), 0L, null, null, null, null, null, null, null, null);
    assertEquals(new BigDecimal("0.000000001"), rows.get(3).get(1));
    assertEquals(0.1, rows.get(3).get(2));
    assertEquals(4, rows.size());
  }

  private static void assertRow(List<Object> row, Object... expected) {
    assertTrue(
        Arrays.deepEquals(expected, row.toArray()),
        () -> "want " + Arrays.deepToString(expected) + ", got " + row);
  }

  @Test
  void anonymousResult_isReadWithItsNamesAndArrays() throws Exception {
    String result = result("SELECT [1, 2] AS list, SUM(id) AS total, 'x' FROM d.numbers");
    ReadSession session = arrow.session(result, 1, "");
    assertEquals(
        "Schema<list: List<item: Int(64, true)> not null, total: Int(64, true), f0_: Utf8>",
        ArrowClient.schema(session.getArrowSchema()).toString());
    assertEquals("[[[1,2], 199990000, x]]", arrow.rows(session).toString().replace(", 2]", ",2]"));
    assertEquals("[[199990000]]", arrow.rows(arrow.session(result, 1, "", "total")).toString());
    assertEquals(
        "[[x]]", arrow.rows(arrow.session(result, 1, "total > 5 AND f0_ = 'x'", "f0_")).toString());
  }

  @Test
  void oneStream_keepsTheOrderOfTheQuery() throws Exception {
    String result = result("SELECT id FROM d.numbers ORDER BY MOD(id * 7919, 20000), id DESC");
    ReadSession session = arrow.session(result, 1, "");
    assertEquals(1, session.getStreamsCount());
    List<Object> expected = new ArrayList<>(range(0, NUMBERS));
    expected.sort((a, b) -> Long.compare((long) a * 7919 % 20000, (long) b * 7919 % 20000));
    assertEquals(expected, ids(arrow.rows(session)));
  }

  @Test
  void streams_splitTheRowsWithoutOverlapOrLoss() throws IOException {
    ReadSession session = arrow.session(table("numbers"), 7, "");
    assertEquals(7, session.getStreamsCount());
    assertEquals(NUMBERS, session.getEstimatedRowCount());
    List<Object> all = ids(arrow.rows(session));
    assertEquals(NUMBERS, all.size());
    assertEquals(new HashSet<>(range(0, NUMBERS)), new HashSet<>(all));
  }

  @Test
  void emptyTable_hasNoStreams() {
    assertEquals(0, arrow.session(table("numbers"), 3, "id < 0").getStreamsCount());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 8_192, 12_345, NUMBERS - 1, NUMBERS})
  void offset_resumesAtThatRow(long offset) throws IOException {
    ReadSession session = arrow.session(table("numbers"), 1, "");
    assertEquals(range(offset, NUMBERS), ids(arrow.rows(session, session.getStreams(0), offset)));
  }

  @Test
  void restriction_isGoogleSql() throws IOException {
    ReadSession session =
        arrow.session(
            table("numbers"), 1, "id IN UNNEST([5, 3]) OR name = \"n19999\" AND id > 7", "id");
    assertEquals(List.of(3L, 5L, 19_999L), ids(arrow.rows(session)));
  }

  @Test
  void selectedFields_comeInTheTablesOrder() throws IOException {
    ReadSession session = arrow.session(table("numbers"), 1, "id = 4", "NAME", "id");
    assertEquals(
        "Schema<id: Int(64, true), name: Utf8>",
        ArrowClient.schema(session.getArrowSchema()).toString());
    assertEquals("[[4, n4]]", arrow.rows(session).toString());
    assertEquals(
        Code.INVALID_ARGUMENT, refused(() -> arrow.session(table("numbers"), 1, "", "nothing")));
  }

  @Test
  void session_showsTheTableAsItWas() throws Exception {
    create("changing", Field.of("id", StandardSQLTypeName.INT64));
    query("INSERT INTO d.changing (id) VALUES (1), (2)");
    ReadSession session = arrow.session(table("changing"), 1, "");
    query("DELETE FROM d.changing WHERE id = 1");
    assertEquals(range(1, 3), ids(arrow.rows(session)));
  }

  @Test
  void batches_areBoundedInRowsAndBytes() throws Exception {
    String wide = result("SELECT id, REPEAT(name, 500) AS wide FROM d.numbers ORDER BY id");
    ReadSession session = arrow.session(wide, 1, "");
    long rows = 0;
    for (ReadRowsResponse response : arrow.responses(session.getStreams(0), 0)) {
      assertTrue(response.getSerializedSize() < (1 << 20) + 4_096, response::toString);
      assertEquals(rows == 0, response.hasArrowSchema());
      assertEquals((double) rows / NUMBERS, response.getStats().getProgress().getAtResponseStart());
      rows += response.getRowCount();
    }
    assertEquals(NUMBERS, rows);
    assertEquals(range(0, NUMBERS), ids(arrow.rows(session)));
  }

  @Test
  void structs_areReadAsTheyAre_andArraysAreNeverNull() throws Exception {
    String rows =
        result(
            "SELECT 1 AS id, STRUCT('a' AS s, NUMERIC '1.5' AS n, [1, 2] AS l) AS st,"
                + " [STRUCT(TIMESTAMP '2026-01-02 03:04:05' AS ts, STRUCT('x' AS deep) AS inner_)]"
                + " AS many UNION ALL SELECT 2, NULL, NULL UNION ALL SELECT 3,"
                + " STRUCT(CAST(NULL AS STRING) AS s, CAST(NULL AS NUMERIC) AS n,"
                + " CAST(NULL AS ARRAY<INT64>) AS l),"
                + " NULL ORDER BY id");
    ReadSession session = arrow.session(rows, 1, "");
    assertEquals(
        "Schema<id: Int(64, true), st: Struct<s: Utf8, n: Decimal(38, 9, 128), l: List<item:"
            + " Int(64, true)> not null>, many: List<item: Struct<ts: Timestamp(MICROSECOND, UTC),"
            + " inner_: Struct<deep: Utf8>>> not null>",
        ArrowClient.schema(session.getArrowSchema()).toString());
    List<List<Object>> read = arrow.rows(session);
    assertEquals("{\"s\":\"a\",\"n\":1.500000000,\"l\":[1,2]}", read.get(0).get(1).toString());
    assertTrue(read.get(0).get(2).toString().contains("\"deep\":\"x\""), read.toString());
    assertNull(read.get(1).get(1));
    assertEquals("[]", read.get(1).get(2).toString());
    assertEquals("{\"l\":[]}", read.get(2).get(1).toString());
  }
}
