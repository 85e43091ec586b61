package com.campaignsync.local.bigquery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.InsertAllRequest;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.JobStatistics.QueryStatistics;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.Table;
import com.google.cloud.bigquery.TableId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** DML, the streaming buffer, and which partitions each change moves. */
class ChangesTest {

  private static final String T = LocalBigQueryFixture.TABLE;
  private static final TableId ID = TableId.of("engarde_analytics", "campaign_metrics");
  private static final TableId SUMMARY =
      TableId.of("engarde_analytics", "campaign_metrics$__PARTITIONS_SUMMARY__");

  private LocalBigQueryFixture bq;

  @BeforeEach
  void start() throws InterruptedException {
    bq = new LocalBigQueryFixture();
    dml(
        "INSERT INTO "
            + T
            + " (tenant_id, metric_date, clicks) VALUES ('a', DATE '2026-01-01', 1),"
            + " ('a', DATE '2026-01-02', 2), ('b', DATE '2026-01-02', 3), ('b', NULL, 4)");
    bq.pass(1000);
  }

  @AfterEach
  void stop() {
    bq.close();
  }

  private long dml(String sql) throws InterruptedException {
    Job job = bq.client.create(JobInfo.of(QueryJobConfiguration.of(sql))).waitFor();
    if (job.getStatus().getError() != null) {
      throw new BigQueryException(400, job.getStatus().getError().getMessage());
    }
    QueryStatistics statistics = job.getStatistics();
    return statistics.getNumDmlAffectedRows();
  }

  private Map<String, Long> times() {
    Map<String, Long> times = new TreeMap<>();
    Table meta = bq.client.getTable(SUMMARY);
    assertEquals(8, meta.getDefinition().getSchema().getFields().size());
    for (FieldValueList row :
        bq.client.listTableData(SUMMARY, meta.getDefinition().getSchema()).iterateAll()) {
      times.put(
          row.get("partition_id").getStringValue(), row.get("last_modified_time").getLongValue());
      assertEquals(
          row.get("last_modified_time").getLongValue() * 1000,
          row.get("last_modified_timestamp").getTimestampValue());
    }
    return times;
  }

  private Set<String> moved(String sql) throws InterruptedException {
    Map<String, Long> before = times();
    long tableBefore = bq.client.getTable(ID).getLastModifiedTime();
    dml(sql);
    Map<String, Long> after = times();
    after.entrySet().removeIf(e -> e.getValue().equals(before.get(e.getKey())));
    after.forEach((id, time) -> assertTrue(time > before.getOrDefault(id, 0L), id));
    assertEquals(after.isEmpty(), bq.client.getTable(ID).getLastModifiedTime() == tableBefore);
    return after.keySet();
  }

  @Test
  void insert_makesThePartitionsOfItsRows() {
    assertEquals(Set.of("20260101", "20260102", "__NULL__"), times().keySet());
    assertEquals(
        List.of("20260101", "20260102", "__NULL__"),
        bq.client.listPartitions(ID).stream().sorted().toList());
  }

  @Test
  void change_movesExactlyThePartitionsOfItsRows() throws InterruptedException {
    assertEquals(
        Set.of("20260102"),
        moved("UPDATE " + T + " SET clicks = 9 WHERE tenant_id = 'b' AND metric_date IS NOT NULL"));
    assertEquals(Set.of("__NULL__"), moved("DELETE FROM " + T + " WHERE metric_date IS NULL"));
    assertEquals(Set.of(), moved("UPDATE " + T + " SET clicks = 9 WHERE tenant_id = 'nobody'"));
    assertEquals(
        Set.of("20260101", "20260301"),
        moved(
            "UPDATE "
                + T
                + " SET metric_date = DATE '2026-03-01' WHERE metric_date = '2026-01-01'"));
    assertEquals(
        Set.of("20260102", "20260401"),
        moved(
            "MERGE "
                + T
                + " AS t USING (SELECT 'b' AS tenant, DATE '2026-01-02' AS d, 7 AS c UNION ALL"
                + " SELECT 'z', DATE '2026-04-01', 1) AS s ON t.tenant_id = s.tenant AND t.metric_date = s.d"
                + " WHEN MATCHED THEN UPDATE SET clicks = s.c"
                + " WHEN NOT MATCHED THEN INSERT (tenant_id, metric_date, clicks) VALUES (s.tenant, s.d, s.c)"));
    assertEquals(
        List.of(
            List.of("a", "2026-01-02", "2"),
            List.of("a", "2026-03-01", "1"),
            List.of("b", "2026-01-02", "7"),
            List.of("z", "2026-04-01", "1")),
        bq.rows("SELECT tenant_id, metric_date, clicks FROM " + T + " ORDER BY 1, 2"));
  }

  @Test
  void twoChangesInOneMillisecond_haveTwoTimes() throws InterruptedException {
    moved("UPDATE " + T + " SET clicks = 1 WHERE tenant_id = 'a'");
    assertEquals(
        Set.of("20260101"),
        moved("UPDATE " + T + " SET clicks = 2 WHERE metric_date = DATE '2026-01-01'"));
  }

  @Test
  void failedChange_changesNothing() throws InterruptedException {
    Map<String, Long> before = times();
    assertThrows(
        BigQueryException.class,
        () -> dml("UPDATE " + T + " SET clicks = CAST(tenant_id AS INT64) WHERE TRUE"));
    assertEquals(before, times());
    assertEquals("10", bq.one("SELECT SUM(clicks) FROM " + T));
  }

  @Test
  void update_refusesTwoSourceRowsForOneTargetRow() {
    BigQueryException e =
        assertThrows(
            BigQueryException.class,
            () ->
                dml(
                    "UPDATE "
                        + T
                        + " t SET clicks = c FROM UNNEST([1, 2]) AS c WHERE t.tenant_id = 'b'"));
    assertTrue(e.getMessage().contains("at most one source row"), e.getMessage());
  }

  @Test
  void insertAll_waitsInTheStreamingBuffer_thenMovesItsPartition() throws InterruptedException {
    Map<String, Long> before = times();
    InsertAllRequest request =
        InsertAllRequest.newBuilder(ID)
            .addRow(
                "id-1",
                Map.of(
                    "tenant_id",
                    "s",
                    "metric_date",
                    "2026-01-01",
                    "clicks",
                    5,
                    "spend",
                    1.25,
                    "conversions",
                    "0.5"))
            .addRow("id-1", Map.of("tenant_id", "s", "metric_date", "2026-01-01"))
            .build();
    assertTrue(bq.client.insertAll(request).getInsertErrors().isEmpty());
    assertTrue(bq.client.insertAll(request).getInsertErrors().isEmpty());
    assertEquals("1.25", bq.one("SELECT SUM(spend) FROM " + T + " WHERE tenant_id = 's'"));
    assertTrue(times().containsKey("__UNPARTITIONED__"));
    assertEquals(before.get("20260101"), times().get("20260101"));
    StandardTableDefinition definition = bq.client.getTable(ID).getDefinition();
    assertTrue(definition.getStreamingBuffer().getEstimatedRows() > 0);
    assertThrows(BigQueryException.class, () -> dml("DELETE FROM " + T + " WHERE tenant_id = 's'"));
    bq.pass(91_000);
    assertEquals(Set.of("20260101", "20260102", "__NULL__"), times().keySet());
    assertTrue(times().get("20260101") > before.get("20260101"));
    definition = bq.client.getTable(ID).getDefinition();
    assertEquals(null, definition.getStreamingBuffer());
    assertTrue(dml("DELETE FROM " + T + " WHERE tenant_id = 's'") > 0);
  }

  @Test
  void insertAll_reportsRowsThatDoNotFit() {
    var response =
        bq.client.insertAll(
            InsertAllRequest.newBuilder(ID)
                .addRow(Map.of("clicks", "many"))
                .addRow(Map.of("nonsense", 1))
                .build());
    assertEquals(Set.of(0L, 1L), response.getInsertErrors().keySet());
  }
}
