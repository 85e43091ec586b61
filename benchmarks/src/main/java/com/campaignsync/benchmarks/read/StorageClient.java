package com.campaignsync.benchmarks.read;

import com.google.api.gax.core.NoCredentialsProvider;
import com.google.cloud.bigquery.storage.v1.BigQueryReadClient;
import com.google.cloud.bigquery.storage.v1.BigQueryReadSettings;
import com.google.cloud.bigquery.storage.v1.DataFormat;
import com.google.cloud.bigquery.storage.v1.ReadRowsRequest;
import com.google.cloud.bigquery.storage.v1.ReadRowsResponse;
import com.google.cloud.bigquery.storage.v1.ReadSession;
import java.io.IOException;

/** Google's Storage Read client, pointed at the local server. */
final class StorageClient {

  private final BigQueryReadClient client;
  private final String project;
  private final String table;

  /**
   * @param table {@code projects/P/datasets/D/tables/T}
   */
  StorageClient(String endpoint, String project, String table) throws IOException {
    this.project = project;
    this.table = table;
    this.client =
        BigQueryReadClient.create(
            BigQueryReadSettings.newBuilder()
                .setCredentialsProvider(NoCredentialsProvider.create())
                .setTransportChannelProvider(
                    BigQueryReadSettings.defaultGrpcTransportProviderBuilder()
                        .setEndpoint(endpoint)
                        .setChannelConfigurator(channel -> channel.usePlaintext())
                        .build())
                .build());
  }

  /** A session of one stream, which keeps the result's order. */
  ReadSession session() {
    ReadSession wanted =
        ReadSession.newBuilder().setTable(table).setDataFormat(DataFormat.ARROW).build();
    return client.createReadSession("projects/" + project, wanted, 1);
  }

  Iterable<ReadRowsResponse> rows(ReadSession session) {
    return client
        .readRowsCallable()
        .call(ReadRowsRequest.newBuilder().setReadStream(session.getStreams(0).getName()).build());
  }
}
