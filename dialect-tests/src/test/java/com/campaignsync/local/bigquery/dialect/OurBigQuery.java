package com.campaignsync.local.bigquery.dialect;

import com.campaignsync.local.bigquery.LocalBigQuery;
import com.campaignsync.local.bigquery.LocalBigQueryConfig;
import com.campaignsync.local.bigquery.schema.TableRef;
import com.google.cloud.NoCredentials;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryOptions;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.FieldList;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.TableResult;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Our server with some tables, asked through Google's client as the product asks. */
final class OurBigQuery implements AutoCloseable {

  private static final String PROJECT = "p";
  private static final String DATASET = "d";

  private final LocalBigQuery server;
  private final BigQuery client;

  /**
   * @param tableFiles the tables' definitions; a file's name is its table's
   */
  OurBigQuery(Path... tableFiles) {
    server =
        LocalBigQuery.start(
            LocalBigQueryConfig.inMemory(PROJECT, () -> Instant.parse("2026-11-20T10:00:00Z"))
                .withTables(
                    Arrays.stream(tableFiles)
                        .map(file -> new LocalBigQueryConfig.TableFile(DATASET, file))
                        .toList()));
    client =
        BigQueryOptions.newBuilder()
            .setHost(server.host())
            .setProjectId(PROJECT)
            .setCredentials(NoCredentials.getInstance())
            .build()
            .getService();
  }

  void load(String table, List<List<@Nullable Object>> rows) throws SQLException {
    server.loadOnce(table, new TableRef(PROJECT, DATASET, table), rows.stream());
  }

  /**
   * @throws com.google.cloud.bigquery.BigQueryException if it is refused or fails
   */
  Answer run(String sql) throws InterruptedException {
    TableResult result = client.query(QueryJobConfiguration.of(sql));
    FieldList fields = Objects.requireNonNull(result.getSchema()).getFields();
    List<List<String>> rows = new ArrayList<>();
    for (FieldValueList row : result.iterateAll()) {
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        cells.add(OurValues.cell(fields.get(i), row.get(i)));
      }
      rows.add(cells);
    }
    return new Answer(
        fields.stream().map(Field::getName).toList(),
        fields.stream().map(OurValues::type).toList(),
        rows);
  }

  /** Changes rows. */
  void change(String sql) throws InterruptedException {
    client.query(QueryJobConfiguration.of(sql));
  }

  @Override
  public void close() {
    server.close();
  }
}
