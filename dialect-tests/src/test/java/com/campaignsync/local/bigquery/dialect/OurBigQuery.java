package com.campaignsync.local.bigquery.dialect;

import com.campaignsync.local.bigquery.LocalBigQuery;
import com.campaignsync.local.bigquery.LocalBigQueryConfig;
import com.campaignsync.local.bigquery.schema.TableRef;
import com.google.cloud.NoCredentials;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryOptions;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.FieldValue;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.TableResult;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Our server with one table, asked through Google's client as the product asks. */
final class OurBigQuery implements AutoCloseable {

  private static final String PROJECT = "p";
  private static final String DATASET = "d";

  private final LocalBigQuery server;
  private final BigQuery client;

  /**
   * @param tableFile the table's definition; the file's name is the table's
   */
  OurBigQuery(Path tableFile) {
    server =
        LocalBigQuery.start(
            LocalBigQueryConfig.inMemory(PROJECT, () -> Instant.parse("2026-11-20T10:00:00Z"))
                .withTables(List.of(new LocalBigQueryConfig.TableFile(DATASET, tableFile))));
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
    Schema schema = Objects.requireNonNull(result.getSchema());
    List<String> types = new ArrayList<>();
    schema.getFields().forEach(f -> types.add(f.getType().name()));
    List<List<String>> rows = new ArrayList<>();
    for (FieldValueList row : result.iterateAll()) {
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        cells.add(text(schema.getFields().get(i), row.get(i)));
      }
      rows.add(cells);
    }
    return new Answer(types, rows);
  }

  private static String text(Field field, FieldValue value) {
    if (value.isNull()) {
      return Answer.NULL;
    }
    String text = value.getStringValue();
    boolean isFloat = field.getType().name().equals("FLOAT");
    return isFloat ? Double.toString(Double.parseDouble(text)) : text;
  }

  @Override
  public void close() {
    server.close();
  }
}
