package com.campaignsync.local.bigquery.read;

import com.campaignsync.local.bigquery.storage.Database;
import com.google.cloud.bigquery.storage.v1.ArrowRecordBatch;
import com.google.cloud.bigquery.storage.v1.ReadRowsResponse;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBResultSet;

/**
 * Rows as Arrow record batches. DuckDB fills the vectors; nothing of it is kept between two calls,
 * so a client that stops reading holds no memory here.
 */
final class ArrowRows {

  /** Rows read at once: four of DuckDB's vectors, some hundred KB of usual rows. */
  static final int ROWS_MAX = 8_192;

  /** A longer batch is halved until it fits or is one row. */
  static final int BYTES_MAX = 1 << 20;

  private final Database database;
  private final BufferAllocator memory;

  ArrowRows(Database database, BufferAllocator memory) {
    this.database = database;
    this.memory = memory;
  }

  /**
   * The rows of {@code range} in their order, as one response or a few.
   *
   * @param range at most {@link #ROWS_MAX} rows
   * @throws SQLException if DuckDB cannot read them, for example because they were dropped
   */
  List<ReadRowsResponse> read(Session session, RowRange range) throws SQLException {
    String sql =
        "SELECT %s FROM %s WHERE rowid >= %d AND rowid < %d ORDER BY rowid"
            .formatted(
                session.columns().stream().map(ReadColumn::sql).collect(Collectors.joining(", ")),
                session.rows().duckName(),
                range.first(),
                range.end());
    List<ReadRowsResponse> responses = database.read(c -> read(c, sql));
    long rows = responses.stream().mapToLong(ReadRowsResponse::getRowCount).sum();
    if (rows != range.rows()) { // a lost row must not look like the end
      throw new IllegalStateException("%s gave %d rows of %s".formatted(sql, rows, range));
    }
    return responses;
  }

  private List<ReadRowsResponse> read(DuckDBConnection connection, String sql) throws SQLException {
    List<ReadRowsResponse> responses = new ArrayList<>();
    try (var statement = connection.createStatement();
        var found = statement.executeQuery(sql).unwrap(DuckDBResultSet.class);
        var batches = (ArrowReader) found.arrowExportStream(memory, ROWS_MAX)) {
      while (batches.loadNextBatch()) {
        write(batches.getVectorSchemaRoot(), responses);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return responses;
  }

  private static void write(VectorSchemaRoot rows, List<ReadRowsResponse> responses)
      throws IOException {
    int count = rows.getRowCount();
    try (var batch = new VectorUnloader(rows).getRecordBatch()) {
      if (batch.computeBodyLength() <= BYTES_MAX || count == 1) {
        ByteString.Output bytes = ByteString.newOutput((int) batch.computeBodyLength() + 1_024);
        MessageSerializer.serialize(new WriteChannel(Channels.newChannel(bytes)), batch);
        responses.add(response(bytes.toByteString(), count));
        return;
      }
    }
    try (VectorSchemaRoot half = rows.slice(0, count / 2)) {
      write(half, responses);
    }
    try (VectorSchemaRoot half = rows.slice(count / 2, count - count / 2)) {
      write(half, responses);
    }
  }

  private static ReadRowsResponse response(ByteString batch, int rows) {
    return ReadRowsResponse.newBuilder()
        .setRowCount(rows)
        .setArrowRecordBatch(ArrowRecordBatch.newBuilder().setSerializedRecordBatch(batch))
        .build();
  }
}
