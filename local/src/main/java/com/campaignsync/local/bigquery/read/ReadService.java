package com.campaignsync.local.bigquery.read;

import com.campaignsync.local.bigquery.storage.Results;
import com.google.cloud.bigquery.storage.v1.BigQueryReadGrpc;
import com.google.cloud.bigquery.storage.v1.CreateReadSessionRequest;
import com.google.cloud.bigquery.storage.v1.ReadRowsRequest;
import com.google.cloud.bigquery.storage.v1.ReadRowsResponse;
import com.google.cloud.bigquery.storage.v1.ReadSession;
import com.google.cloud.bigquery.storage.v1.ReadStream;
import com.google.protobuf.Timestamp;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.sql.SQLException;

/** {@code google.cloud.bigquery.storage.v1.BigQueryRead}. */
final class ReadService extends BigQueryReadGrpc.BigQueryReadImplBase {

  private final SessionMaker maker;
  private final Runnable beforeEach;
  private final Sessions sessions;
  private final ArrowRows rows;
  private final Results results;

  ReadService(
      SessionMaker maker, Runnable beforeEach, Sessions sessions, ArrowRows rows, Results results) {
    this.maker = maker;
    this.beforeEach = beforeEach;
    this.sessions = sessions;
    this.rows = rows;
    this.results = results;
  }

  @Override
  public void createReadSession(
      CreateReadSessionRequest request, StreamObserver<ReadSession> client) {
    try {
      beforeEach.run();
      Session session = maker.make(SessionRequest.of(request));
      sessions.keep(session);
      client.onNext(resource(request.getReadSession(), session));
      client.onCompleted();
    } catch (SQLException | RuntimeException e) {
      client.onError(ReadErrors.of(e));
    }
  }

  private static ReadSession resource(ReadSession asked, Session session) {
    ReadSession.Builder resource =
        asked.toBuilder()
            .setName(session.name())
            .setExpireTime(Timestamp.newBuilder().setSeconds(session.expires().getEpochSecond()))
            .setArrowSchema(session.schema())
            .setEstimatedRowCount(session.rows().rows());
    for (int i = 0; i < session.streams().size(); i++) {
      resource.addStreams(ReadStream.newBuilder().setName(session.streamName(i)));
    }
    return resource.build();
  }

  @Override
  public void readRows(ReadRowsRequest request, StreamObserver<ReadRowsResponse> observer) {
    ServerCallStreamObserver<ReadRowsResponse> client =
        (ServerCallStreamObserver<ReadRowsResponse>) observer;
    try {
      Sessions.Stream stream = sessions.stream(request.getReadStream());
      requireOffset(request.getOffset(), stream.range());
      RowsCall call = new RowsCall(rows, results, stream, request.getOffset(), client);
      client.setOnReadyHandler(call::send);
      // Cancelling ends the call: send() looks for it, and nothing else is held.
      client.setOnCancelHandler(() -> {});
    } catch (RuntimeException e) {
      client.onError(ReadErrors.of(e));
    }
  }

  private static void requireOffset(long offset, RowRange range) {
    if (offset < 0) {
      throw ReadErrors.invalid("offset is negative: " + offset);
    }
    if (offset > range.rows()) {
      throw ReadErrors.outOfRange(
          "offset is %d, the stream has %d rows".formatted(offset, range.rows()));
    }
  }
}
