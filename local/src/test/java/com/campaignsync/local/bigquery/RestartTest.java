package com.campaignsync.local.bigquery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.local.bigquery.schema.TableRef;
import com.campaignsync.local.bigquery.storage.StorageException;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.JobId;
import com.google.cloud.bigquery.TableId;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** State outlives the process. */
class RestartTest {

  private static final TableRef REF =
      new TableRef(LocalBigQueryFixture.PROJECT, "engarde_analytics", "campaign_metrics");
  private static final TableId SUMMARY =
      TableId.of("engarde_analytics", "campaign_metrics$__PARTITIONS_SUMMARY__");

  @TempDir Path state;

  static List<Object> row(String tenant, LocalDate date, long clicks) {
    Object[] row = new Object[19];
    row[0] = tenant;
    row[5] = date;
    row[9] = clicks;
    return Arrays.asList(row);
  }

  private static String partitionTime(BigQuery client) {
    for (FieldValueList row :
        client
            .listTableData(SUMMARY, client.getTable(SUMMARY).getDefinition().getSchema())
            .iterateAll()) {
      return row.get(6).getStringValue();
    }
    return "";
  }

  @Test
  void rowsTimesJobsAndLoads_areThereAfterARestart() throws Exception {
    String time;
    JobId job;
    try (LocalBigQueryFixture bq = new LocalBigQueryFixture(state)) {
      assertTrue(bq.server.loadOnce("key", REF, Stream.of(row("a", LocalDate.of(2026, 1, 1), 7))));
      assertFalse(bq.server.loadOnce("key", REF, Stream.of(row("a", LocalDate.of(2026, 1, 1), 7))));
      time = partitionTime(bq.client);
      job = bq.query("SELECT clicks FROM " + LocalBigQueryFixture.TABLE).getJobId();
    }
    try (LocalBigQueryFixture bq = new LocalBigQueryFixture(state)) {
      bq.pass(5_000);
      assertEquals("7", bq.one("SELECT SUM(clicks) FROM " + LocalBigQueryFixture.TABLE));
      assertEquals(time, partitionTime(bq.client));
      assertNotNull(bq.client.getJob(job));
      bq.query("SELECT 'another result, not to be taken for the old one'");
      BigQueryException gone =
          assertThrows(BigQueryException.class, () -> bq.client.getQueryResults(job));
      assertEquals("notFound", gone.getReason());
      assertTrue(gone.getMessage().contains("before a restart"), gone.getMessage());
      assertFalse(bq.server.loadOnce("key", REF, Stream.of(row("a", LocalDate.of(2026, 1, 1), 7))));
    }
  }

  @Test
  void acknowledgedChanges_surviveKillDashNine() throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            ChildServer.class.getName(),
            state.toString());
    Process child =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    List<String> lines = new ArrayList<>();
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      while (lines.size() < 3) {
        String line = out.readLine();
        assertNotNull(line, "the child ended early: " + lines);
        lines.add(line);
      }
      child.destroyForcibly().waitFor();
    }
    try (LocalBigQueryFixture bq = new LocalBigQueryFixture(state)) {
      assertEquals("42", bq.one("SELECT SUM(clicks) FROM " + LocalBigQueryFixture.TABLE));
      assertEquals(lines.get(1), partitionTime(bq.client));
      assertNotNull(bq.client.getJob(JobId.of(LocalBigQueryFixture.PROJECT, lines.get(2))));
    }
  }

  /** Changes rows, says so, and waits to be killed. */
  static final class ChildServer {
    public static void main(String[] arguments) throws Exception {
      try (LocalBigQueryFixture bq = new LocalBigQueryFixture(Path.of(arguments[0]))) {
        bq.server.loadOnce("k", REF, Stream.of(row("a", LocalDate.of(2026, 1, 1), 2)));
        bq.query("UPDATE " + LocalBigQueryFixture.TABLE + " SET clicks = 42 WHERE TRUE");
        String job = bq.query("SELECT 1").getJobId().getJob();
        System.out.println("ready\n" + partitionTime(bq.client) + "\n" + job);
        System.in.read();
        Thread.currentThread().join();
      }
    }
  }

  @Test
  void busyPortOrState_isSaidInOneLine() {
    try (LocalBigQueryFixture bq = new LocalBigQueryFixture(state)) {
      LocalBigQueryConfig same =
          LocalBigQueryConfig.inMemory("p", bq.clock).withPort(bq.server.port());
      StorageException port = assertThrows(StorageException.class, () -> LocalBigQuery.start(same));
      assertTrue(
          port.getMessage().startsWith("Port " + bq.server.port() + " on 127.0.0.1 is in use"),
          port.getMessage());
      assertEquals(1, port.getMessage().lines().count());
    }
  }
}
