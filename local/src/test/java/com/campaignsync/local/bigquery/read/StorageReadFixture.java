package com.campaignsync.local.bigquery.read;

import static org.junit.jupiter.api.Assertions.assertThrows;

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
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Tables with every type and with many rows, and the server to read them from. */
abstract class StorageReadFixture {

  static final String PROJECT = "proj-local";
  static final String LONGEST_NUMERIC = "99999999999999999999999999999.999999999";
  static final int NUMBERS = 20_000;

  static final AtomicReference<Instant> NOW =
      new AtomicReference<>(Instant.parse("2026-11-20T10:00:00Z"));
  static LocalBigQuery server;
  static StorageRead storageRead;
  static BigQuery sql;
  static ArrowClient arrow;

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

  static void create(String table, Field... fields) {
    sql.create(TableInfo.of(TableId.of("d", table), StandardTableDefinition.of(Schema.of(fields))));
  }

  static void createTypes() throws InterruptedException {
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

  static void createNumbers() throws Exception {
    create(
        "numbers",
        Field.of("id", StandardSQLTypeName.INT64),
        Field.of("name", StandardSQLTypeName.STRING));
    server.loadOnce(
        "numbers",
        new com.campaignsync.local.bigquery.schema.TableRef(PROJECT, "d", "numbers"),
        LongStream.range(0, NUMBERS).mapToObj(i -> List.of(i, "n" + i)));
  }

  static TableId query(String statement) throws InterruptedException {
    Job job = sql.create(JobInfo.of(QueryJobConfiguration.of(statement))).waitFor();
    job.getQueryResults();
    QueryJobConfiguration done = job.reload().getConfiguration();
    return done.getDestinationTable();
  }

  static List<Object> ids(List<List<Object>> rows) {
    return rows.stream().map(row -> row.get(0)).toList();
  }

  static List<Object> range(long first, long end) {
    return LongStream.range(first, end).<Object>mapToObj(i -> i).toList();
  }

  static Code refused(org.junit.jupiter.api.function.Executable call) {
    return assertThrows(ApiException.class, call).getStatusCode().getCode();
  }

  static String table(String name) {
    return arrow.tableName("d", name);
  }

  static String result(String statement) throws InterruptedException {
    TableId id = query(statement);
    return arrow.tableName(id.getDataset(), id.getTable());
  }
}
