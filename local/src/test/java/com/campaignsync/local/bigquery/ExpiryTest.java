package com.campaignsync.local.bigquery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.cloud.bigquery.DatasetInfo;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.InsertAllRequest;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.Table;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TableInfo;
import com.google.cloud.bigquery.TimePartitioning;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Partitions and tables that end. The fixture's clock begins on 2026-11-20 at 10:00 UTC. */
class ExpiryTest {

  private static final TableId EVENTS = TableId.of("engarde_analytics", "events");
  private static final String E = "engarde_analytics.events";
  private static final long DAY_MS = Duration.ofDays(1).toMillis();

  private LocalBigQueryFixture bq;

  @BeforeEach
  void start() {
    bq = new LocalBigQueryFixture();
  }

  @AfterEach
  void stop() {
    bq.close();
  }

  private static TimePartitioning daily() {
    return TimePartitioning.newBuilder(TimePartitioning.Type.DAY).setField("day").build();
  }

  private static TimePartitioning daily(long expirationMillis) {
    return daily().toBuilder().setExpirationMs(expirationMillis).build();
  }

  private Table create(TableId id, TimePartitioning partitioning) {
    return bq.client.create(TableInfo.of(id, definition(partitioning)));
  }

  private static StandardTableDefinition definition(TimePartitioning partitioning) {
    return StandardTableDefinition.newBuilder()
        .setSchema(
            Schema.of(
                Field.of("day", StandardSQLTypeName.DATE),
                Field.of("n", StandardSQLTypeName.INT64)))
        .setTimePartitioning(partitioning)
        .build();
  }

  private static Long expirationMillis(Table table) {
    StandardTableDefinition definition = table.getDefinition();
    return definition.getTimePartitioning().getExpirationMs();
  }

  private void insert(String... days) throws InterruptedException {
    for (String day : days) {
      bq.query("INSERT INTO " + E + " VALUES (" + day + ", 1)");
    }
  }

  private List<String> partitions() {
    return bq.client.listPartitions(EVENTS);
  }

  private List<List<String>> days() throws InterruptedException {
    return bq.rows("SELECT IFNULL(CAST(day AS STRING), 'none') FROM " + E + " ORDER BY 1");
  }

  @Test
  void partition_vanishesEverywhere_whenItsFirstMomentIsTooLongAgo() throws InterruptedException {
    Table table = create(EVENTS, daily(2 * DAY_MS));
    assertEquals(2 * DAY_MS, expirationMillis(table));
    insert("'2026-11-18'", "'2026-11-19'", "'2026-11-20'", "NULL");
    // The 18th began more than two days ago: it is gone at once, as in BigQuery.
    assertEquals(List.of("20261119", "20261120", "__NULL__"), partitions());
    String sql = "SELECT COUNT(*) FROM " + E;
    assertEquals("3", bq.one(sql));
    bq.pass(Duration.ofHours(14).toMillis() - 1);
    assertEquals("3", bq.one(sql));
    bq.pass(1);
    assertEquals("2", bq.one(sql));
    assertEquals(List.of(List.of("2026-11-20"), List.of("none")), days());
    assertEquals(List.of("20261120", "__NULL__"), partitions());
    assertEquals(2, bq.client.getTable(EVENTS).getNumRows().longValue());
    assertEquals(
        List.of(List.of("20261120"), List.of("__NULL__")),
        bq.rows(
            "SELECT partition_id FROM engarde_analytics.INFORMATION_SCHEMA.PARTITIONS WHERE"
                + " table_name = 'events' ORDER BY 1"));
  }

  @Test
  void expiration_isSetChangedAndTakenAway_byUpdates() throws InterruptedException {
    create(EVENTS, daily());
    insert("'2025-01-01'", "'2026-11-20'");
    assertEquals(2, days().size());
    bq.client.update(TableInfo.of(EVENTS, definition(daily(400 * DAY_MS))));
    assertEquals(400 * DAY_MS, expirationMillis(bq.client.getTable(EVENTS)));
    assertEquals(List.of(List.of("2026-11-20")), days());
    bq.client.update(
        TableInfo.of(EVENTS, definition(daily().toBuilder().setExpirationMs(null).build())));
    assertNull(expirationMillis(bq.client.getTable(EVENTS)));
    insert("'2025-01-01'");
    assertEquals(2, days().size());
  }

  @Test
  void rowsInTheStreamingBuffer_expireWhenTheyLeaveIt() throws InterruptedException {
    create(EVENTS, daily(2 * DAY_MS));
    bq.client.insertAll(
        InsertAllRequest.newBuilder(EVENTS).addRow(Map.of("day", "2026-01-01", "n", 1)).build());
    assertEquals(1, days().size());
    bq.pass(LocalBigQueryConfig.BUFFER_STAY_DEFAULT.toMillis());
    assertEquals(List.of(), days());
  }

  @Test
  void datasetsDefaults_areAppliedToNewTables_partitionsFirst() throws InterruptedException {
    bq.client.create(
        DatasetInfo.newBuilder("short")
            .setDefaultTableLifetime(DAY_MS)
            .setDefaultPartitionExpirationMs(3 * DAY_MS)
            .build());
    Table partitioned = create(TableId.of("short", "partitioned"), daily());
    assertEquals(3 * DAY_MS, expirationMillis(partitioned));
    assertNull(partitioned.getExpirationTime());
    assertEquals(
        DAY_MS, expirationMillis(create(TableId.of("short", "own"), daily(DAY_MS))).longValue());
    Table plain =
        bq.client.create(
            TableInfo.of(
                TableId.of("short", "plain"),
                StandardTableDefinition.of(Schema.of(Field.of("n", StandardSQLTypeName.INT64)))));
    assertEquals(bq.now.get().toEpochMilli() + DAY_MS, plain.getExpirationTime());
    bq.pass(DAY_MS);
    assertNull(bq.client.getTable(TableId.of("short", "plain")));
    assertTrue(bq.client.getTable(TableId.of("short", "partitioned")).exists());
  }

  @Test
  void campaignMetrics_neverExpires_soThatOldFilesCanBeLoaded() throws InterruptedException {
    assertNull(
        expirationMillis(bq.client.getTable(TableId.of("engarde_analytics", "campaign_metrics"))));
    bq.query(
        "INSERT INTO " + LocalBigQueryFixture.TABLE + " (metric_date) VALUES (DATE '2001-01-01')");
    bq.pass(Duration.ofDays(3_650).toMillis());
    assertEquals("1", bq.one("SELECT COUNT(*) FROM " + LocalBigQueryFixture.TABLE));
    assertFalse(
        bq.client.listPartitions(TableId.of("engarde_analytics", "campaign_metrics")).isEmpty());
  }
}
