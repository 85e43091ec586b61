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

  private final ArrowRows rows;
  private final Results results;
  private final Stream stream;
  private final ServerCallStreamObserver<ReadRowsResponse> client;
  private final Queue<ReadRowsResponse> waiting = new ArrayDeque<>();
  private long sentUntil;
  private long readUntil;
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
    long end = stream.range().end();
    if (waiting.isEmpty() && readUntil < end) {
      RowRange next = new RowRange(readUntil, Math.min(readUntil + ArrowRows.ROWS_MAX, end));
      waiting.addAll(rows.read(stream.session(), next));
      readUntil = next.end();
    }
    ReadRowsResponse response = waiting.poll();
    if (response == null) {
      done = true;
      client.onCompleted();
    } else {
      client.onNext(complete(response));
    }
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
