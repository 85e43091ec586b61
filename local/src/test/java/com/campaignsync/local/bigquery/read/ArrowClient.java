package com.campaignsync.local.bigquery.read;

import com.google.api.gax.core.NoCredentialsProvider;
import com.google.cloud.bigquery.storage.v1.ArrowSchema;
import com.google.cloud.bigquery.storage.v1.BigQueryReadClient;
import com.google.cloud.bigquery.storage.v1.BigQueryReadSettings;
import com.google.cloud.bigquery.storage.v1.CreateReadSessionRequest;
import com.google.cloud.bigquery.storage.v1.DataFormat;
import com.google.cloud.bigquery.storage.v1.ReadRowsRequest;
import com.google.cloud.bigquery.storage.v1.ReadRowsResponse;
import com.google.cloud.bigquery.storage.v1.ReadSession;
import com.google.cloud.bigquery.storage.v1.ReadSession.TableReadOptions;
import com.google.cloud.bigquery.storage.v1.ReadStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ReadChannel;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.ByteArrayReadableSeekableByteChannel;

/** Google's client, and its rows decoded with Arrow's own reader. */
final class ArrowClient implements AutoCloseable {

  final BigQueryReadClient client;
  private final String project;
  private final RootAllocator memory = new RootAllocator();

  ArrowClient(StorageRead server, String project) throws IOException {
    this.project = project;
    this.client =
        BigQueryReadClient.create(
            BigQueryReadSettings.newBuilder()
                .setCredentialsProvider(NoCredentialsProvider.create())
                .setTransportChannelProvider(
                    BigQueryReadSettings.defaultGrpcTransportProviderBuilder()
                        .setEndpoint(server.endpoint())
                        .setChannelConfigurator(channel -> channel.usePlaintext())
                        .build())
                .build());
  }

  String tableName(String dataset, String table) {
    return "projects/%s/datasets/%s/tables/%s".formatted(project, dataset, table);
  }

  ReadSession session(ReadSession.Builder session, int streamsMax) {
    return client.createReadSession(
        CreateReadSessionRequest.newBuilder()
            .setParent("projects/" + project)
            .setReadSession(session)
            .setMaxStreamCount(streamsMax)
            .build());
  }

  ReadSession session(String table, int streamsMax, String restriction, String... fields) {
    return session(
        ReadSession.newBuilder()
            .setTable(table)
            .setDataFormat(DataFormat.ARROW)
            .setReadOptions(
                TableReadOptions.newBuilder()
                    .setRowRestriction(restriction)
                    .addAllSelectedFields(Arrays.asList(fields))),
        streamsMax);
  }

  List<List<Object>> rows(ReadSession session) throws IOException {
    List<List<Object>> rows = new ArrayList<>();
    for (ReadStream stream : session.getStreamsList()) {
      rows.addAll(rows(session, stream, 0));
    }
    return rows;
  }

  List<List<Object>> rows(ReadSession session, ReadStream stream, long offset) throws IOException {
    List<List<Object>> rows = new ArrayList<>();
    for (ReadRowsResponse response : responses(stream, offset)) {
      decode(session.getArrowSchema(), response, rows);
    }
    return rows;
  }

  Iterable<ReadRowsResponse> responses(ReadStream stream, long offset) {
    return client
        .readRowsCallable()
        .call(
            ReadRowsRequest.newBuilder().setReadStream(stream.getName()).setOffset(offset).build());
  }

  static Schema schema(ArrowSchema message) throws IOException {
    return MessageSerializer.deserializeSchema(
        channel(message.getSerializedSchema().toByteArray()));
  }

  private void decode(ArrowSchema schema, ReadRowsResponse response, List<List<Object>> rows)
      throws IOException {
    byte[] bytes = response.getArrowRecordBatch().getSerializedRecordBatch().toByteArray();
    try (VectorSchemaRoot root = VectorSchemaRoot.create(schema(schema), memory);
        var batch = MessageSerializer.deserializeRecordBatch(channel(bytes), memory)) {
      new VectorLoader(root).load(batch);
      for (int i = 0; i < root.getRowCount(); i++) {
        int row = i;
        List<Object> values = new ArrayList<>();
        root.getFieldVectors().forEach(vector -> values.add(vector.getObject(row)));
        rows.add(values);
      }
    }
  }

  private static ReadChannel channel(byte[] bytes) {
    return new ReadChannel(new ByteArrayReadableSeekableByteChannel(bytes));
  }

  @Override
  public void close() {
    client.close();
    memory.close();
  }
}
