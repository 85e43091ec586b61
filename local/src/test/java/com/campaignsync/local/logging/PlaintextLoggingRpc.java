package com.campaignsync.local.logging;

import com.google.api.core.ApiFuture;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.rpc.TransportChannelProvider;
import com.google.cloud.logging.LoggingOptions;
import com.google.cloud.logging.spi.v2.GrpcLoggingRpc;
import com.google.cloud.logging.v2.LoggingClient;
import com.google.cloud.logging.v2.LoggingSettings;
import com.google.logging.v2.DeleteLogRequest;
import com.google.logging.v2.ListLogEntriesRequest;
import com.google.logging.v2.ListLogEntriesResponse;
import com.google.logging.v2.ListLogsRequest;
import com.google.logging.v2.ListLogsResponse;
import com.google.logging.v2.WriteLogEntriesRequest;
import com.google.logging.v2.WriteLogEntriesResponse;
import com.google.protobuf.Empty;
import java.io.IOException;

/**
 * The handwritten client's calls over a channel that stays open.
 *
 * <p>Its own channel does not: for {@code NoCredentials}, or a host named localhost, the
 * constructor of {@link GrpcLoggingRpc} (3.34.0) opens a plaintext channel in a try-with-resources
 * block and so closes it before the first call. Each call then fails with "UNAVAILABLE: Channel
 * shutdown invoked", is tried again for minutes, and {@code flush()} gives up after 6 s, whatever
 * server listens. {@code LoggingOptions.setServiceRpcFactory} is the documented way round it.
 */
final class PlaintextLoggingRpc extends GrpcLoggingRpc {
  private final LoggingClient calls;

  PlaintextLoggingRpc(LoggingOptions options, TransportChannelProvider channels)
      throws IOException {
    super(options);
    // With its default batching, as the client itself sets it up.
    calls =
        LoggingClient.create(
            LoggingSettings.newBuilder()
                .setTransportChannelProvider(channels)
                .setCredentialsProvider(NoCredentialsProvider.create())
                .build());
  }

  @Override
  public ApiFuture<WriteLogEntriesResponse> write(WriteLogEntriesRequest request) {
    return calls.writeLogEntriesCallable().futureCall(request);
  }

  @Override
  public ApiFuture<ListLogEntriesResponse> list(ListLogEntriesRequest request) {
    return calls.listLogEntriesCallable().futureCall(request);
  }

  @Override
  public ApiFuture<ListLogsResponse> listLogs(ListLogsRequest request) {
    return calls.listLogsCallable().futureCall(request);
  }

  @Override
  public ApiFuture<Empty> delete(DeleteLogRequest request) {
    return calls.deleteLogCallable().futureCall(request);
  }

  @Override
  public void close() throws Exception {
    calls.close();
    super.close();
  }
}
