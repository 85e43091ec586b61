package com.campaignsync.local.bigquery;

import com.google.cloud.NoCredentials;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryOptions;
import com.google.cloud.bigquery.FieldValue;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.TableResult;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A running server with the campaign_metrics table, Google's client for it, and a clock to move.
 */
final class LocalBigQueryFixture implements AutoCloseable {

  static final String PROJECT = "proj-local";
  static final String TABLE = "`proj-local.engarde_analytics.campaign_metrics`";
  static final Path SCHEMAS = Path.of("..", "bigquery", "schemas");

  final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-20T10:00:00Z"));
  final InstantSource clock = now::get;
  final LocalBigQuery server;
  final BigQuery client;

  LocalBigQueryFixture() {
    this(null);
  }

  LocalBigQueryFixture(Path state) {
    LocalBigQueryConfig config =
        LocalBigQueryConfig.inMemory(PROJECT, clock)
            .withTables(
                List.of(
                    new LocalBigQueryConfig.TableFile(
                        "engarde_analytics", SCHEMAS.resolve("campaign_metrics.json"))));
    server = LocalBigQuery.start(state == null ? config : config.withState(state));
    client = client(server);
  }

  static BigQuery client(LocalBigQuery server) {
    return BigQueryOptions.newBuilder()
        .setHost(server.host())
        .setProjectId(PROJECT)
        .setCredentials(NoCredentials.getInstance())
        .build()
        .getService();
  }

  void pass(long millis) {
    now.updateAndGet(t -> t.plusMillis(millis));
  }

  TableResult query(String sql) throws InterruptedException {
    return client.query(QueryJobConfiguration.of(sql));
  }

  /** Every row as its cells' texts. */
  List<List<String>> rows(String sql) throws InterruptedException {
    List<List<String>> rows = new ArrayList<>();
    for (FieldValueList row : query(sql).iterateAll()) {
      rows.add(row.stream().map(LocalBigQueryFixture::text).toList());
    }
    return rows;
  }

  /** The first row's first cell. */
  String one(String sql) throws InterruptedException {
    return rows(sql).get(0).get(0);
  }

  private static String text(FieldValue value) {
    return value.isNull() ? "NULL" : String.valueOf(value.getValue());
  }

  @Override
  public void close() {
    server.close();
  }
}
