package com.campaignsync.local.bigquery.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.local.bigquery.schema.Column;
import com.campaignsync.local.bigquery.schema.SqlType;
import com.campaignsync.local.bigquery.schema.ValueType;
import com.campaignsync.local.bigquery.storage.Database;
import com.campaignsync.local.bigquery.storage.Results;
import com.google.cloud.bigquery.storage.v1.ReadRowsResponse;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How much is sent to a client that is slow or gone. */
class RowsCallTest {

  private static final int ROWS = 5 * ArrowRows.ROWS_MAX / 2;
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  private final Database database = Database.open(null);
  private final Results results = new Results(database, () -> NOW);
  private final RootAllocator memory = new RootAllocator();
  private final SlowClient client = new SlowClient();
  private RowsCall call;

  @BeforeEach
  void start() throws SQLException {
    Column id = Column.of("id", ValueType.of(SqlType.INT64));
    Results.Result rows =
        results.create("SELECT range AS c0 FROM range(" + ROWS + ")", List.of(id), s -> {});
    Session session =
        new Session(
            "s",
            rows,
            List.of(new ReadColumn(id, "c0")),
            ArrowSchemas.of(List.of(id)),
            RowRange.split(ROWS, 1),
            NOW);
    Sessions.Stream stream = new Sessions.Stream(session, session.streams().get(0));
    call = new RowsCall(new ArrowRows(database, memory), results, stream, 0, client);
  }

  @AfterEach
  void stop() {
    memory.close();
    database.close();
  }

  @Test
  void send_stopsWhenTheClientTakesNoMore() {
    client.takes = 1;
    call.send();
    assertEquals(RowsCall.ROWS_FIRST, client.rows);
    assertEquals(0, memory.getAllocatedMemory());
    client.takes = 1;
    call.send();
    assertEquals(RowsCall.ROWS_FIRST + ArrowRows.ROWS_MAX, client.rows);
    client.takes = 3;
    call.send();
    assertEquals(ROWS, client.rows);
    assertTrue(client.completed);
  }

  @Test
  void send_readsNothingForACancelledCall() {
    client.takes = 1;
    client.cancelled = true;
    call.send();
    assertEquals(0, client.rows);
    assertFalse(client.completed);
  }

  @Test
  void send_saysThatTheRowsWereDropped() throws SQLException {
    client.takes = 1;
    call.send();
    for (int i = 0; i < 1_000; i++) {
      results.create("SELECT 1 AS c0", List.of(), s -> {});
    }
    client.takes = 1;
    call.send();
    assertEquals(Status.Code.NOT_FOUND, Status.fromThrowable(client.error).getCode());
  }

  /** Takes as many messages as it is told. */
  private static final class SlowClient extends ServerCallStreamObserver<ReadRowsResponse> {
    int takes;
    long rows;
    boolean cancelled;
    boolean completed;
    Throwable error;

    @Override
    public boolean isReady() {
      return takes > 0;
    }

    @Override
    public boolean isCancelled() {
      return cancelled;
    }

    @Override
    public void onNext(ReadRowsResponse response) {
      takes--;
      rows += response.getRowCount();
    }

    @Override
    public void onError(Throwable problem) {
      error = problem;
    }

    @Override
    public void onCompleted() {
      completed = true;
    }

    @Override
    public void setOnCancelHandler(Runnable handler) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void setOnReadyHandler(Runnable handler) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void setCompression(String compression) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void disableAutoInboundFlowControl() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void request(int count) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void setMessageCompression(boolean enable) {
      throw new UnsupportedOperationException();
    }
  }
}
