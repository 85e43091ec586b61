package com.campaignsync.local.bigquery.read;

import com.campaignsync.local.bigquery.read.Sessions.Stream;
import com.campaignsync.local.bigquery.storage.Results;
import com.google.cloud.bigquery.storage.v1.ReadRowsResponse;
import com.google.cloud.bigquery.storage.v1.StreamStats;
import io.grpc.stub.ServerCallStreamObserver;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * One ReadRows call: reads on as the client takes what was sent, so at most one read's rows wait
 * here. gRPC calls it from one thread at a time.
 */
final class RowsCall {

  /** Rows of the first read: little even if they are as long as rows can be. */
  static final int ROWS_FIRST = 256;

  /** What a later read should hold, by the length of the rows before it. */
  private static final long READ_BYTES = 4L * ArrowRows.BYTES_MAX;

  private final ArrowRows rows;
  private final Results results;
  private final Stream stream;
  private final ServerCallStreamObserver<ReadRowsResponse> client;
  private final Queue<ReadRowsResponse> waiting = new ArrayDeque<>();
  private long sentUntil;
  private long readUntil;
  private long rowsPerRead = ROWS_FIRST;
  private boolean schemaSent;
  private boolean done;

  /**
   * @param offset rows of the stream to pass over
   */
  RowsCall(
      ArrowRows rows,
      Results results,
      Stream stream,
      long offset,
      ServerCallStreamObserver<ReadRowsResponse> client) {
    this.rows = rows;
    this.results = results;
    this.stream = stream;
    this.client = client;
    this.sentUntil = stream.range().first() + offset;
    this.readUntil = sentUntil;
  }

  /** Sends as long as the client takes; called again when it takes more. */
  void send() {
    try {
      while (!done && !client.isCancelled() && client.isReady()) {
        sendNext();
      }
    } catch (SQLException | RuntimeException e) {
      done = true;
      client.onError(ReadErrors.of(explained(e)));
    }
  }

  private void sendNext() throws SQLException {
    if (waiting.isEmpty() && readUntil < stream.range().end()) {
      readOn();
    }
    ReadRowsResponse response = waiting.poll();
    if (response == null) {
      done = true;
      client.onCompleted();
    } else {
      client.onNext(complete(response));
    }
  }

  private void readOn() throws SQLException {
    RowRange next =
        new RowRange(readUntil, Math.min(readUntil + rowsPerRead, stream.range().end()));
    waiting.addAll(rows.read(stream.session(), next));
    readUntil = next.end();
    long bytes = waiting.stream().mapToLong(ReadRowsResponse::getSerializedSize).sum();
    long fitting = READ_BYTES * next.rows() / Math.max(1, bytes);
    rowsPerRead = Math.max(1, Math.min(fitting, ArrowRows.ROWS_MAX));
  }

  private ReadRowsResponse complete(ReadRowsResponse batch) {
    ReadRowsResponse.Builder response = batch.toBuilder();
    if (!schemaSent) {
      response.setArrowSchema(stream.session().schema());
      schemaSent = true;
    }
    StreamStats.Progress.Builder progress =
        StreamStats.Progress.newBuilder().setAtResponseStart(progress());
    sentUntil += batch.getRowCount();
    progress.setAtResponseEnd(progress());
    return response.setStats(StreamStats.newBuilder().setProgress(progress)).build();
  }

  /** The part of the stream that is sent, from 0 to 1. */
  private double progress() {
    RowRange range = stream.range();
    return (double) (sentUntil - range.first()) / range.rows();
  }

  /** Results are dropped when others need their place: say that rather than DuckDB's words. */
  private Exception explained(Exception problem) {
    boolean dropped = results.find(stream.session().rows().name()) == null;
    return dropped ? Sessions.gone(stream.session().name()) : problem;
  }
}
