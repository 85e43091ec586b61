package com.campaignsync.adapters.googlecloud;

import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.InstantiatingGrpcChannelProvider;
import com.google.api.gax.rpc.ClientSettings;
import org.jspecify.annotations.Nullable;

/**
 * Which of Google's services to speak to.
 *
 * @param projectId the project asked about
 * @param emulatorHostPort {@code host:port} of a stand-in, spoken to in plain text and without
 *     credentials; null for the service, with application default credentials
 */
public record CloudEndpoint(String projectId, @Nullable String emulatorHostPort) {

  /** Points a client at the stand-in, if there is one. */
  public <B extends ClientSettings.Builder<?, B>> B configure(B settings) {
    return emulatorHostPort == null
        ? settings
        : settings
            .setEndpoint(emulatorHostPort)
            .setTransportChannelProvider(
                InstantiatingGrpcChannelProvider.newBuilder()
                    .setEndpoint(emulatorHostPort)
                    .setChannelConfigurator(channel -> channel.usePlaintext())
                    .build())
            .setCredentialsProvider(NoCredentialsProvider.create());
  }
}
