package com.campaignsync.local.bigquery.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.local.bigquery.LocalBigQuery;
import com.campaignsync.local.bigquery.LocalBigQueryConfig;
import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.StatusCode.Code;
import com.google.cloud.NoCredentials;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryOptions;
import com.google.cloud.bigquery.DatasetInfo;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TableInfo;
import com.google.cloud.bigquery.storage.v1.ArrowSerializationOptions;
import com.google.cloud.bigquery.storage.v1.ArrowSerializationOptions.CompressionCodec;
import com.google.cloud.bigquery.storage.v1.DataFormat;
import com.google.cloud.bigquery.storage.v1.ReadRowsResponse;
import com.google.cloud.bigquery.storage.v1.ReadSession;
import com.google.cloud.bigquery.storage.v1.ReadSession.TableReadOptions;
import com.google.cloud.bigquery.storage.v1.ReadStream;
import com.google.protobuf.TextFormat;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.apache.arrow.vector.util.Text;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions and rows through Google's client. */
class StorageReadTest {

  private static final String PROJECT = "proj-local";
  private static final String LONGEST_NUMERIC = "99999999999999999999999999999.999999999";
  private static final int NUMBERS = 20_000;

  private static final AtomicReference<Instant> NOW =
      new AtomicReference<>(Instant.parse("2026-11-20T10:00:00Z"));
  private static LocalBigQuery server;
  private static StorageRead storageRead;
  private static BigQuery sql;
  private static ArrowClient arrow;

  @BeforeAll
  static void start() throws Exception {
    server = LocalBigQuery.start(LocalBigQueryConfig.inMemory(PROJECT, NOW::get));
    storageRead = server.startStorageRead(0);
    arrow = new ArrowClient(storageRead, PROJECT);
    sql =
        BigQueryOptions.newBuilder()
            .setHost(server.host())
            .setProjectId(PROJECT)
            .setCredentials(NoCredentials.getInstance())
            .build()
            .getService();
    sql.create(DatasetInfo.of("d"));
    createTypes();
    createNumbers();
  }

  @AfterAll
  static void stop() {
    arrow.close();
    storageRead.close();
    server.close();
  }

  private static void create(String table, Field... fields) {
    sql.create(TableInfo.of(TableId.of("d", table), StandardTableDefinition.of(Schema.of(fields))));
  }

  private static void createTypes() throws InterruptedException {
    create(
        "types",
        Field.newBuilder("id", StandardSQLTypeName.INT64).setMode(Field.Mode.REQUIRED).build(),
        Field.of("n", StandardSQLTypeName.NUMERIC),
        Field.of("f", StandardSQLTypeName.FLOAT64),
        Field.of("s", StandardSQLTypeName.STRING),
        Field.of("b", StandardSQLTypeName.BOOL),
        Field.of("d", StandardSQLTypeName.DATE),
        Field.of("t", StandardSQLTypeName.TIMESTAMP),
        Field.of("dt", StandardSQLTypeName.DATETIME),
        Field.of("y", StandardSQLTypeName.BYTES));
    query(
        ("INSERT INTO d.types (id, n, f, s, b, d, t, dt, y) VALUES"
                + " (9223372036854775807, NUMERIC 'MAX', CAST('nan' AS FLOAT64), 'ü🎉\\x00\"',"
                + " TRUE, DATE '9999-12-31', TIMESTAMP '2026-01-05 01:02:03.000004+02',"
                + " DATETIME '2026-01-05 01:02:03.5', b'a\\xff'),"
                + " (-9223372036854775808, NUMERIC '-MAX', CAST('-inf' AS FLOAT64), '', FALSE,"
                + " DATE '0001-01-01', TIMESTAMP '1969-12-31 23:59:59.999999+00',"
                + " DATETIME '0001-01-01 00:00:00', b''),"
                + " (0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),"
                + " (1, NUMERIC '0.000000001', 0.1, 'plain', TRUE, DATE '1970-01-01',"
                + " TIMESTAMP '1970-01-01 00:00:00+00', DATETIME '1970-01-01 00:00:00', b'x')")
            .replace("MAX", LONGEST_NUMERIC));
  }

  private static void createNumbers() throws Exception {
    create(
        "numbers",
        Field.of("id", StandardSQLTypeName.INT64),
        Field.of("name", StandardSQLTypeName.STRING));
    server.loadOnce(
        "numbers",
        new com.campaignsync.local.bigquery.schema.TableRef(PROJECT, "d", "numbers"),
        LongStream.range(0, NUMBERS).mapToObj(i -> List.of(i, "n" + i)));
  }

  private static TableId query(String statement) throws InterruptedException {
    Job job = sql.create(JobInfo.of(QueryJobConfiguration.of(statement))).waitFor();
    job.getQueryResults();
    QueryJobConfiguration done = job.reload().getConfiguration();
    return done.getDestinationTable();
  }

  private static List<Object> ids(List<List<Object>> rows) {
    return rows.stream().map(row -> row.get(0)).toList();
  }

  private static List<Object> range(long first, long end) {
    return LongStream.range(first, end).<Object>mapToObj(i -> i).toList();
  }

  private static Code refused(org.junit.jupiter.api.function.Executable call) {
    return assertThrows(ApiException.class, call).getStatusCode().getCode();
  }

  private static String table(String name) {
    return arrow.tableName("d", name);
  }

  private static String result(String statement) throws InterruptedException {
    TableId id = query(statement);
    return arrow.tableName(id.getDataset(), id.getTable());
  }

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
  void offset_outsideTheStreamIsRefused() {
    ReadSession session = arrow.session(table("numbers"), 1, "");
    ReadStream stream = session.getStreams(0);
    assertEquals(Code.OUT_OF_RANGE, refused(() -> arrow.rows(session, stream, (long) NUMBERS + 1)));
    assertEquals(Code.INVALID_ARGUMENT, refused(() -> arrow.rows(session, stream, -1)));
  }

  @Test
  void restriction_isGoogleSql() throws IOException {
    ReadSession session =
        arrow.session(
            table("numbers"), 1, "id IN UNNEST([5, 3]) OR name = \"n19999\" AND id > 7", "id");
    assertEquals(List.of(3L, 5L, 19_999L), ids(arrow.rows(session)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no_such_column = 1",
        "id = 'text'",
        "id::STRING = '1'",
        "id",
        "id >",
        "id > 1 LIMIT 1",
        "id > 1; DROP TABLE d.numbers",
        "COUNT(*) > 1",
        "id > @limit",
        "id IN (SELECT id FROM d.numbers)",
        "EXISTS(SELECT 1)",
        "(SELECT TRUE)",
        "id = ARRAY(select 1)[OFFSET(0)]",
        "CAST(name AS INT64) > 1"
      })
  void restriction_thatIsWrongIsRefused(String restriction) {
    assertEquals(
        Code.INVALID_ARGUMENT, refused(() -> arrow.session(table("numbers"), 1, restriction)));
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
  void whatIsMissing_isRefusedByName() {
    ReadSession.Builder avro =
        ReadSession.newBuilder().setTable(table("numbers")).setDataFormat(DataFormat.AVRO);
    ApiException refusal = assertThrows(ApiException.class, () -> arrow.session(avro, 1));
    assertEquals(Code.UNIMPLEMENTED, refusal.getStatusCode().getCode());
    assertTrue(refusal.getMessage().contains("AVRO"), refusal.getMessage());
    ReadSession.Builder compressed =
        ReadSession.newBuilder()
            .setTable(table("numbers"))
            .setDataFormat(DataFormat.ARROW)
            .setReadOptions(
                TableReadOptions.newBuilder()
                    .setArrowSerializationOptions(
                        ArrowSerializationOptions.newBuilder()
                            .setBufferCompression(CompressionCodec.ZSTD)));
    assertEquals(Code.UNIMPLEMENTED, refused(() -> arrow.session(compressed, 1)));
    assertEquals(
        Code.INVALID_ARGUMENT,
        refused(() -> arrow.session(ReadSession.newBuilder().setTable(table("numbers")), 1)));
  }

  @Test
  void unknownNames_areNotFound() {
    assertEquals(Code.NOT_FOUND, refused(() -> arrow.session(table("nothing"), 1, "")));
    assertEquals(
        Code.NOT_FOUND, refused(() -> arrow.session(arrow.tableName("no", "numbers"), 1, "")));
    assertEquals(Code.INVALID_ARGUMENT, refused(() -> arrow.session("d.numbers", 1, "")));
    ReadSession session = arrow.session(table("numbers"), 1, "");
    ReadStream other = ReadStream.newBuilder().setName(session.getName() + "/streams/1").build();
    assertEquals(Code.NOT_FOUND, refused(() -> arrow.rows(session, other, 0)));
  }

  @Test
  void session_isGoneAfterSixHours() throws IOException {
    ReadSession session = arrow.session(table("numbers"), 1, "id = 1");
    Instant created = NOW.get();
    assertEquals(
        created.plus(Duration.ofHours(6)).getEpochSecond(), session.getExpireTime().getSeconds());
    try {
      NOW.set(created.plus(Duration.ofHours(6)).minusSeconds(1));
      assertEquals(range(1, 2), ids(arrow.rows(session)));
      NOW.set(created.plus(Duration.ofHours(6)));
      assertEquals(Code.NOT_FOUND, refused(() -> arrow.rows(session)));
    } finally {
      NOW.set(created);
    }
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

  static List<Arguments> rowsOfTheReadme() throws IOException {
    Pattern row = Pattern.compile("\\| `(.+)` \\| (.+) \\|");
    List<Arguments> rows =
        Files.readAllLines(Path.of("README.md")).stream()
            .dropWhile(line -> !line.equals("## Storage Read"))
            .map(row::matcher)
            .filter(Matcher::matches)
            .map(found -> Arguments.of(found.group(1), found.group(2)))
            .toList();
    assertFalse(rows.isEmpty(), "README.md has lost its table");
    return rows;
  }

  @ParameterizedTest
  @MethodSource("rowsOfTheReadme")
  void everyRowOfTheReadme_isAnError(String session, String answer) throws Exception {
    ReadSession.Builder asked =
        ReadSession.newBuilder().setTable(table("numbers")).setDataFormat(DataFormat.ARROW);
    asked.mergeFrom(TextFormat.parse(session, ReadSession.class));
    ApiException e = assertThrows(ApiException.class, () -> arrow.session(asked, 1));
    assertTrue(e.getMessage().contains(answer), e.getMessage());
  }
}
