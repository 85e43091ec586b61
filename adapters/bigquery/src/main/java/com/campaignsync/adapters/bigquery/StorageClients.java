package com.campaignsync.adapters.bigquery;

import com.google.api.gax.core.FixedCredentialsProvider;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.retrying.RetrySettings;
import com.google.cloud.bigquery.storage.v1.BigQueryReadClient;
import com.google.cloud.bigquery.storage.v1.BigQueryReadSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How to reach the Storage Read API.
 *
 * @param emulatorHost {@code host:port} of a stand-in, reached in plain text without credentials;
 *     null is Google
 * @param credentialsJson a service account's key; null for the application's default credentials
 */
public record StorageClients(@Nullable String emulatorHost, @Nullable String credentialsJson) {

  /** A session is made in well under a second; with retries it may take this long. */
  private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(60);

  /** Longest silence of a stream that was asked for rows: Google's own clients wait as long. */
  private static final Duration ROWS_TIMEOUT = Duration.ofSeconds(60);

  /** A supplier that makes the client once, when it is first asked for: gRPC starts slowly. */
  public Supplier<BigQueryReadClient> lazily() {
    return new Supplier<>() {
      private @Nullable BigQueryReadClient made;

      @Override
      public synchronized BigQueryReadClient get() {
        BigQueryReadClient client = made;
        if (client == null) {
          client = make();
          made = client;
        }
        return client;
      }
    };
  }

  private BigQueryReadClient make() {
    try {
      BigQueryReadSettings.Builder settings = BigQueryReadSettings.newBuilder();
      if (emulatorHost != null) {
        settings
            .setCredentialsProvider(NoCredentialsProvider.create())
            .setTransportChannelProvider(
                BigQueryReadSettings.defaultGrpcTransportProviderBuilder()
                    .setEndpoint(emulatorHost)
                    .setChannelConfigurator(channel -> channel.usePlaintext())
                    .build());
      } else if (credentialsJson != null) {
        settings.setCredentialsProvider(
            FixedCredentialsProvider.create(BigQueryClients.credentials(credentialsJson)));
      }
      limitTimes(settings);
      return BigQueryReadClient.create(settings.build());
    } catch (IOException e) {
      throw new UncheckedIOException("the Storage Read client cannot be made", e);
    }
  }

  private static void limitTimes(BigQueryReadSettings.Builder settings) {
    RetrySettings usual = settings.createReadSessionSettings().getRetrySettings();
    settings
        .createReadSessionSettings()
        .setRetrySettings(
            usual.toBuilder()
                .setInitialRpcTimeoutDuration(SESSION_TIMEOUT)
                .setMaxRpcTimeoutDuration(SESSION_TIMEOUT)
                .setTotalTimeoutDuration(SESSION_TIMEOUT)
                .build());
    settings.readRowsSettings().setWaitTimeoutDuration(ROWS_TIMEOUT);
  }

  @Override
  public String toString() {
    return "StorageClients[" + emulatorHost + "]";
  }
}
