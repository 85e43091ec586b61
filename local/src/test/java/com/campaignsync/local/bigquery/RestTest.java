package com.campaignsync.local.bigquery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.DatasetInfo;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.QueryParameterValue;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TableInfo;
import com.google.cloud.bigquery.TableResult;
import com.google.cloud.bigquery.TimePartitioning;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The REST surface: resources, paging, parameters, errors, many clients. */
class RestTest {

  private static LocalBigQueryFixture bq;

  @BeforeAll
  static void start() {
    bq = new LocalBigQueryFixture();
  }

  @AfterAll
  static void stop() {
    bq.close();
  }

  @Test
  void datasetsAndTables_areMadeListedAndDeleted() {
    bq.client.create(DatasetInfo.of("other"));
    assertEquals(
        "duplicate",
        assertThrows(BigQueryException.class, () -> bq.client.create(DatasetInfo.of("other")))
            .getReason());
    TableId id = TableId.of("other", "events");
    StandardTableDefinition definition =
        StandardTableDefinition.newBuilder()
            .setSchema(
                Schema.of(
                    Field.of("at", StandardSQLTypeName.TIMESTAMP),
                    Field.of("data", StandardSQLTypeName.STRING)))
            .setTimePartitioning(
                TimePartitioning.newBuilder(TimePartitioning.Type.DAY).setField("at").build())
            .build();
    bq.client.create(TableInfo.of(id, definition));
    StandardTableDefinition found = bq.client.getTable(id).getDefinition();
    assertEquals("at", found.getTimePartitioning().getField());
    assertEquals(2, found.getSchema().getFields().size());
    assertEquals(0, bq.client.getTable(id).getNumRows().intValue());
    List<String> names = new ArrayList<>();
    bq.client.listTables("other").iterateAll().forEach(t -> names.add(t.getTableId().getTable()));
    assertEquals(List.of("events"), names);
    assertTrue(bq.client.delete(id));
    assertFalse(bq.client.delete(id));
    assertNull(bq.client.getTable(id));
    assertNull(bq.client.getDataset("nowhere"));
  }

  @Test
  void pages_keepTheOrderOfTheQuery() throws InterruptedException {
    Job job =
        bq.client
            .create(
                JobInfo.of(
                    QueryJobConfiguration.of(
                        "SELECT x FROM UNNEST([3, 1, 2, 5, 4]) AS x ORDER BY x DESC")))
            .waitFor();
    TableResult first =
        job.getQueryResults(com.google.cloud.bigquery.BigQuery.QueryResultsOption.pageSize(2));
    List<String> values = new ArrayList<>();
    first.iterateAll().forEach(row -> values.add(row.get(0).getStringValue()));
    assertEquals(List.of("5", "4", "3", "2", "1"), values);
    assertEquals(5, first.getTotalRows());
    QueryJobConfiguration done = bq.client.getJob(job.getJobId()).getConfiguration();
    TableResult middle =
        bq.client.listTableData(
            done.getDestinationTable(),
            com.google.cloud.bigquery.BigQuery.TableDataListOption.startIndex(3),
            com.google.cloud.bigquery.BigQuery.TableDataListOption.pageSize(1));
    assertEquals("2", middle.getValues().iterator().next().get(0).getStringValue());
  }

  @Test
  void fastPathPages_followTheFirst() throws InterruptedException {
    QueryJobConfiguration query =
        QueryJobConfiguration.newBuilder("SELECT x FROM UNNEST([1, 2, 3]) AS x ORDER BY x")
            .setMaxResults(1L)
            .build();
    List<String> values = new ArrayList<>();
    bq.client.query(query).iterateAll().forEach(row -> values.add(row.get(0).getStringValue()));
    assertEquals(List.of("1", "2", "3"), values);
  }

  @Test
  void parameters_comeByNamePositionAndArray() throws InterruptedException {
    QueryJobConfiguration named =
        QueryJobConfiguration.newBuilder("SELECT @s, @i IN UNNEST(@ids), @n, @t, @d, @missing")
            .addNamedParameter("s", QueryParameterValue.string("it's \\ \" ü \u0000 ;--"))
            .addNamedParameter("i", QueryParameterValue.int64(2))
            .addNamedParameter("ids", QueryParameterValue.array(new Long[] {1L, 2L}, Long.class))
            .addNamedParameter("n", QueryParameterValue.numeric(new java.math.BigDecimal("1.5")))
            .addNamedParameter("t", QueryParameterValue.timestamp(1_767_225_600_000_001L))
            .addNamedParameter("d", QueryParameterValue.date("2026-01-01"))
            .addNamedParameter("missing", QueryParameterValue.string(null))
            .build();
    FieldValueList row = bq.client.query(named).iterateAll().iterator().next();
    assertEquals("it's \\ \" ü \u0000 ;--", row.get(0).getStringValue());
    assertTrue(row.get(1).getBooleanValue());
    assertEquals(1_767_225_600_000_001L, row.get(3).getTimestampValue());
    assertTrue(row.get(5).isNull());
    QueryJobConfiguration positional =
        QueryJobConfiguration.newBuilder("SELECT ? - ?")
            .addPositionalParameter(QueryParameterValue.int64(5))
            .addPositionalParameter(QueryParameterValue.int64(3))
            .build();
    assertEquals(
        2, bq.client.query(positional).iterateAll().iterator().next().get(0).getLongValue());
  }

  @Test
  void unknownEndpoint_isNotFoundInBigQuerysShape() throws Exception {
    HttpResponse<String> reply =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create(bq.server.host() + "/bigquery/v2/projects/proj-local/routines"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertEquals(404, reply.statusCode());
    assertTrue(reply.body().contains("\"reason\":\"notFound\""), reply.body());
    assertTrue(reply.body().contains("not supported by the local BigQuery"), reply.body());
  }

  @Test
  void foreignHostHeader_isRefused() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", bq.server.port())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          "GET /bigquery/v2/projects/proj-local/datasets HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII));
      String reply = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(reply.startsWith("HTTP/1.1 403"), reply);
    }
  }

  @Test
  void hungClients_blockNobody() throws Exception {
    List<Socket> hung = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      Socket socket = new Socket("127.0.0.1", bq.server.port());
      socket
          .getOutputStream()
          .write(
              "POST /bigquery/v2/projects/proj-local/queries HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{"
                  .getBytes(StandardCharsets.US_ASCII));
      hung.add(socket);
    }
    assertEquals("1", bq.one("SELECT 1"));
    for (Socket socket : hung) {
      socket.close();
    }
  }

  @Test
  void clientsAtOnce_loseNoChange() throws Exception {
    bq.query(
        "INSERT INTO " + LocalBigQueryFixture.TABLE + " (tenant_id, clicks) VALUES ('many', 0)");
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      all.add(
          threads.submit(
              () -> {
                bq.query(
                    "UPDATE "
                        + LocalBigQueryFixture.TABLE
                        + " SET clicks = clicks + 1 WHERE tenant_id = 'many'");
                return bq.one("SELECT SUM(clicks) FROM " + LocalBigQueryFixture.TABLE);
              }));
    }
    for (Future<?> one : all) {
      one.get();
    }
    threads.shutdown();
    assertEquals(
        "40",
        bq.one(
            "SELECT SUM(clicks) FROM " + LocalBigQueryFixture.TABLE + " WHERE tenant_id = 'many'"));
  }

  @Test
  void cancelledJob_endsAsStopped() {
    Job job =
        bq.client.create(
            JobInfo.of(
                QueryJobConfiguration.of(
                    "WITH n AS (SELECT x FROM UNNEST(GENERATE_ARRAY(1, 100000)) AS x)"
                        + " SELECT SUM(MOD(a.x * b.x, 7)) FROM n a CROSS JOIN n b")));
    assertTrue(bq.client.cancel(job.getJobId()));
    BigQueryException e = assertThrows(BigQueryException.class, job::waitFor);
    assertEquals("stopped", e.getReason());
    assertEquals("stopped", bq.client.getJob(job.getJobId()).getStatus().getError().getReason());
  }
}
