package com.campaignsync.adapters.bigquery;

import com.google.api.gax.rpc.ServerStream;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.storage.v1.BigQueryReadClient;
import com.google.cloud.bigquery.storage.v1.CreateReadSessionRequest;
import com.google.cloud.bigquery.storage.v1.DataFormat;
import com.google.cloud.bigquery.storage.v1.ReadRowsRequest;
import com.google.cloud.bigquery.storage.v1.ReadRowsResponse;
import com.google.cloud.bigquery.storage.v1.ReadSession;
import com.google.cloud.bigquery.storage.v1.ReadSession.TableReadOptions;
import java.util.Iterator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Schedulers;

/**
 * A large result by the Storage Read API. Each connection has a session of its own, restricted to
 * its rows, so that connections can be loaded in any order; of one stream, because the rows of one
 * stream keep the result's order. A batch is asked for when the one before is used up.
 */
final class ArrowRows implements TargetRows {

  private final Supplier<BigQueryReadClient> client;
  private final String projectId;
  private final TableId table;

  ArrowRows(Supplier<BigQueryReadClient> client, String projectId, TableId table) {
    this.client = client;
    this.projectId = projectId;
    this.table = table;
  }

  @Override
  public Flux<? extends Cells> of(int target) {
    return Flux.<ArrowBatch, Stream>generate(() -> open(target), Stream::next, Stream::close)
        .subscribeOn(Schedulers.boundedElastic())
        .concatMapIterable(batch -> batch, 1)
        .onErrorMap(BigQueryErrors::translate);
  }

  private Stream open(int target) {
    ReadSession session = client.get().createReadSession(request(target));
    if (session.getStreamsCount() == 0) {
      return new Stream(null, null);
    }
    ServerStream<ReadRowsResponse> rows =
        client
            .get()
            .readRowsCallable()
            .call(
                ReadRowsRequest.newBuilder()
                    .setReadStream(session.getStreams(0).getName())
                    .build());
    return new Stream(rows, new ArrowColumns(session.getArrowSchema().getSerializedSchema()));
  }

  private CreateReadSessionRequest request(int target) {
    ReadSession.Builder session =
        ReadSession.newBuilder()
            .setTable(
                "projects/%s/datasets/%s/tables/%s"
                    .formatted(table.getProject(), table.getDataset(), table.getTable()))
            .setDataFormat(DataFormat.ARROW)
            .setReadOptions(TableReadOptions.newBuilder().setRowRestriction("target = " + target));
    return CreateReadSessionRequest.newBuilder()
        .setParent("projects/" + projectId)
        .setReadSession(session)
        .setMaxStreamCount(1)
        .build();
  }

  /** Where the reading of one stream stands. */
  private static final class Stream {

    private final @Nullable ServerStream<ReadRowsResponse> rows;
    private final @Nullable ArrowColumns columns;
    private @Nullable Iterator<ReadRowsResponse> iterator;

    Stream(@Nullable ServerStream<ReadRowsResponse> rows, @Nullable ArrowColumns columns) {
      this.rows = rows;
      this.columns = columns;
    }

    Stream next(SynchronousSink<ArrowBatch> sink) {
      if (rows == null || columns == null) {
        sink.complete();
        return this;
      }
      Iterator<ReadRowsResponse> responses = iterator == null ? rows.iterator() : iterator;
      iterator = responses;
      if (responses.hasNext()) {
        sink.next(
            new ArrowBatch(
                responses.next().getArrowRecordBatch().getSerializedRecordBatch(), columns));
      } else {
        sink.complete();
      }
      return this;
    }

    void close() {
      if (rows != null) {
        rows.cancel();
      }
    }
  }
}
