package com.campaignsync.local.bigquery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.cloud.bigquery.BigQuery.DatasetDeleteOption;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.Clustering;
import com.google.cloud.bigquery.DatasetInfo;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.InsertAllRequest;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.JobStatistics.QueryStatistics;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.Table;
import com.google.cloud.bigquery.TableDefinition;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TableInfo;
import com.google.cloud.bigquery.TimePartitioning;
import com.google.cloud.bigquery.ViewDefinition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Datasets, tables and views: what is said about them, their kinds, their partitions. */
class TablesTest {

  private static final TableId METRICS = TableId.of("engarde_analytics", "campaign_metrics");

  private LocalBigQueryFixture bq;

  @BeforeEach
  void start() {
    bq = new LocalBigQueryFixture();
  }

  @AfterEach
  void stop() {
    bq.close();
  }

  private TableId create(String name, TimePartitioning partitioning, String... clustering) {
    TableId id = TableId.of("engarde_analytics", name);
    StandardTableDefinition.Builder definition =
        StandardTableDefinition.newBuilder()
            .setSchema(
                Schema.of(
                    Field.of("d", StandardSQLTypeName.DATE),
                    Field.of("tenant", StandardSQLTypeName.STRING),
                    Field.of("n", StandardSQLTypeName.INT64)))
            .setTimePartitioning(partitioning);
    if (clustering.length > 0) {
      definition.setClustering(Clustering.newBuilder().setFields(List.of(clustering)).build());
    }
    bq.client.create(TableInfo.of(id, definition.build()));
    return id;
  }

  @Test
  void update_changesWhatIsSaidAboutATable_andMovesItsTime() {
    Table before = bq.client.getTable(METRICS);
    long expires = bq.now.get().toEpochMilli() + 5_000;
    Map<String, String> labels = Map.of("team", "ads", "env", "dev");
    before.toBuilder()
        .setDescription("said")
        .setLabels(labels)
        .setExpirationTime(expires)
        .build()
        .update();
    Table after = bq.client.getTable(METRICS);
    assertEquals("said", after.getDescription());
    assertEquals(labels, after.getLabels());
    assertEquals(expires, after.getExpirationTime());
    assertTrue(after.getLastModifiedTime() > before.getLastModifiedTime());
    Map<String, String> removal = new HashMap<>();
    removal.put("env", null);
    after.toBuilder().setLabels(removal).build().update();
    assertEquals(Map.of("team", "ads"), bq.client.getTable(METRICS).getLabels());
    bq.pass(5_000);
    assertNull(bq.client.getTable(METRICS));
  }

  @Test
  void update_refusesAnotherSchemaAndBadLabels() {
    Table table = bq.client.getTable(METRICS);
    TableInfo other =
        table.toBuilder()
            .setDefinition(
                StandardTableDefinition.of(Schema.of(Field.of("x", StandardSQLTypeName.INT64))))
            .build();
    assertThrows(BigQueryException.class, () -> bq.client.update(other));
    TableInfo labelled = table.toBuilder().setLabels(Map.of("Team", "ads")).build();
    assertEquals(
        "invalid",
        assertThrows(BigQueryException.class, () -> bq.client.update(labelled)).getReason());
  }

  @Test
  void dataset_isDescribedAndDeletedOnlyWithItsContents() throws InterruptedException {
    bq.client.getDataset("engarde_analytics").toBuilder().setDescription("all").build().update();
    assertEquals("all", bq.client.getDataset("engarde_analytics").getDescription());
    assertEquals(
        "resourceInUse",
        assertThrows(BigQueryException.class, () -> bq.client.delete("engarde_analytics"))
            .getReason());
    assertTrue(bq.client.delete("engarde_analytics", DatasetDeleteOption.deleteContents()));
    assertNull(bq.client.getDataset("engarde_analytics"));
    assertNull(bq.client.getTable(METRICS));
    bq.client.create(DatasetInfo.newBuilder("engarde_analytics").setDescription("new").build());
    assertEquals("new", bq.client.getDataset("engarde_analytics").getDescription());
  }

  @Test
  void view_isItsQuery_billedByTheTablesBehindIt() throws InterruptedException {
    bq.query(
        "INSERT INTO "
            + LocalBigQueryFixture.TABLE
            + " (tenant_id, clicks) VALUES ('a', 1), ('b', 2)");
    TableId id = TableId.of("engarde_analytics", "clicks_by_tenant");
    bq.client.create(
        TableInfo.of(
            id,
            ViewDefinition.newBuilder(
                    "SELECT tenant_id AS t, clicks AS n FROM " + LocalBigQueryFixture.TABLE)
                .setUseLegacySql(false)
                .build()));
    Table view = bq.client.getTable(id);
    assertEquals(TableDefinition.Type.VIEW, view.getDefinition().getType());
    assertEquals("n", view.getDefinition().getSchema().getFields().get(1).getName());
    assertEquals(
        List.of(List.of("b")),
        bq.rows("SELECT v.t FROM engarde_analytics.clicks_by_tenant v WHERE n = 2"));
    Job job =
        bq.client
            .create(
                JobInfo.of(
                    QueryJobConfiguration.of(
                        "SELECT SUM(n) FROM engarde_analytics.clicks_by_tenant")))
            .waitFor();
    QueryStatistics statistics = job.getStatistics();
    assertTrue(statistics.getTotalBytesProcessed() > 0);
    long defined = view.getLastModifiedTime();
    bq.pass(1_000);
    bq.query("UPDATE " + LocalBigQueryFixture.TABLE + " SET clicks = 5 WHERE TRUE");
    assertEquals(defined, bq.client.getTable(id).getLastModifiedTime());
    view.toBuilder().setDefinition(ViewDefinition.of("SELECT 7 AS seven")).build().update();
    assertEquals("7", bq.one("SELECT seven FROM engarde_analytics.clicks_by_tenant"));
    assertTrue(bq.client.getTable(id).getLastModifiedTime() > defined);
    assertTrue(bq.client.delete(id));
  }

  @Test
  void view_hasNeitherRowsNorPartitionsOfItsOwn() {
    TableId id = TableId.of("engarde_analytics", "v");
    bq.client.create(TableInfo.of(id, ViewDefinition.of("SELECT 1 AS x")));
    TableId summary = TableId.of("engarde_analytics", "v$__PARTITIONS_SUMMARY__");
    assertThrows(BigQueryException.class, () -> bq.client.listTableData(summary));
    assertThrows(BigQueryException.class, () -> bq.client.listTableData(id));
    assertThrows(
        BigQueryException.class,
        () -> bq.client.insertAll(InsertAllRequest.newBuilder(id).addRow(Map.of("x", 1)).build()));
    assertThrows(
        BigQueryException.class, () -> bq.query("DELETE FROM engarde_analytics.v WHERE TRUE"));
    assertThrows(
        BigQueryException.class, () -> bq.query("INSERT INTO engarde_analytics.v (x) VALUES (1)"));
    TableId bad = TableId.of("engarde_analytics", "bad");
    assertThrows(
        BigQueryException.class,
        () -> bq.client.create(TableInfo.of(bad, ViewDefinition.of("SELECT nothing"))));
    assertFalse(bq.client.delete(bad));
  }

  @Test
  void viewOfItself_isRefusedWhenRead() {
    TableId id = TableId.of("engarde_analytics", "v");
    Table view = bq.client.create(TableInfo.of(id, ViewDefinition.of("SELECT 1 AS x")));
    view.toBuilder()
        .setDefinition(ViewDefinition.of("SELECT x FROM engarde_analytics.v"))
        .build()
        .update();
    BigQueryException e =
        assertThrows(BigQueryException.class, () -> bq.query("SELECT x FROM engarde_analytics.v"));
    assertTrue(e.getMessage().contains("refers to itself"), e.getMessage());
  }

  @Test
  void monthPartitions_haveMonthIds_andFiguresOfTheirOwn() throws InterruptedException {
    TableId id =
        create(
            "months",
            TimePartitioning.newBuilder(TimePartitioning.Type.MONTH).setField("d").build());
    bq.query(
        "INSERT INTO engarde_analytics.months (d, n) VALUES ('2026-01-01', 1), ('2026-01-31', 2),"
            + " ('2026-02-01', 3)");
    assertEquals(
        List.of("202601", "202602"), bq.client.listPartitions(id).stream().sorted().toList());
    Table january = bq.client.getTable(TableId.of("engarde_analytics", "months$202601"));
    assertEquals(2, january.getNumRows().intValue());
    assertEquals(32, january.getNumBytes());
    assertThrows(
        BigQueryException.class,
        () -> bq.client.getTable(TableId.of("engarde_analytics", "months$20260101")));
  }

  @Test
  void ingestionTimePartitions_areByTheTimeARowCame() throws InterruptedException {
    TableId id = create("came", TimePartitioning.of(TimePartitioning.Type.DAY));
    bq.query("INSERT INTO engarde_analytics.came (n) VALUES (1)");
    bq.pass(24 * 3_600_000);
    bq.query("INSERT INTO engarde_analytics.came (n) SELECT 2");
    bq.client.insertAll(InsertAllRequest.newBuilder(id).addRow(Map.of("n", 3)).build());
    assertEquals(
        List.of(List.of("NULL", "3"), List.of("2026-11-20", "1"), List.of("2026-11-21", "2")),
        bq.rows("SELECT _PARTITIONDATE AS day, n FROM engarde_analytics.came ORDER BY day, n"));
    bq.pass(91_000);
    assertEquals(
        "2",
        bq.one(
            "SELECT COUNT(*) FROM engarde_analytics.came"
                + " WHERE _PARTITIONTIME = TIMESTAMP '2026-11-21'"));
    assertEquals(
        List.of("20261120", "20261121"), bq.client.listPartitions(id).stream().sorted().toList());
    assertEquals(3, bq.rows("SELECT * FROM engarde_analytics.came").get(0).size());
    Job pruned =
        bq.client
            .create(
                JobInfo.of(
                    QueryJobConfiguration.of(
                        "SELECT n FROM engarde_analytics.came"
                            + " WHERE _PARTITIONDATE = '2026-11-20'")))
            .waitFor();
    QueryStatistics statistics = pruned.getStatistics();
    assertEquals(8, statistics.getTotalBytesProcessed());
    assertThrows(
        BigQueryException.class,
        () -> bq.query("SELECT _PARTITIONTIME FROM engarde_analytics.came"));
  }

  @Test
  void clusteredTable_costsAtMostItsDryRun() throws InterruptedException {
    create(
        "clustered",
        TimePartitioning.newBuilder(TimePartitioning.Type.DAY).setField("d").build(),
        "tenant");
    bq.query(
        "INSERT INTO engarde_analytics.clustered SELECT DATE '2026-01-01', CAST(MOD(x, 10) AS"
            + " STRING), x FROM UNNEST(GENERATE_ARRAY(1, 1000000)) AS x");
    String sql = "SELECT n FROM engarde_analytics.clustered WHERE tenant = '3'";
    QueryStatistics dry =
        bq.client
            .create(JobInfo.of(QueryJobConfiguration.newBuilder(sql).setDryRun(true).build()))
            .getStatistics();
    QueryStatistics ran =
        bq.client.create(JobInfo.of(QueryJobConfiguration.of(sql))).waitFor().getStatistics();
    assertEquals(11_000_000, dry.getTotalBytesProcessed());
    assertEquals(2 * 1024 * 1024, ran.getTotalBytesProcessed());
    assertEquals(
        List.of("tenant"),
        ((StandardTableDefinition)
                bq.client.getTable(TableId.of("engarde_analytics", "clustered")).getDefinition())
            .getClustering()
            .getFields());
  }
}
