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
 * @param sessionTimeout how long the making of a session may take with all retries
 */
public record StorageClients(
    @Nullable String emulatorHost, @Nullable String credentialsJson, Duration sessionTimeout) {

  /** A session is made in a second or two; the rest is for retries. */
  public static final Duration SESSION_TIMEOUT_DEFAULT = Duration.ofSeconds(60);

  /** Longest silence of a stream that was asked for rows: Google's own clients wait as long. */
  private static final Duration ROWS_TIMEOUT = Duration.ofSeconds(60);

  /** With the usual time. */
  public StorageClients(@Nullable String emulatorHost, @Nullable String credentialsJson) {
    this(emulatorHost, credentialsJson, SESSION_TIMEOUT_DEFAULT);
  }

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

  private void limitTimes(BigQueryReadSettings.Builder settings) {
    RetrySettings usual = settings.createReadSessionSettings().getRetrySettings();
    settings
        .createReadSessionSettings()
        .setRetrySettings(
            usual.toBuilder()
                .setInitialRpcTimeoutDuration(sessionTimeout)
                .setMaxRpcTimeoutDuration(sessionTimeout)
                .setTotalTimeoutDuration(sessionTimeout)
                .build());
    settings.readRowsSettings().setWaitTimeoutDuration(ROWS_TIMEOUT);
  }

  @Override
  public String toString() {
    return "StorageClients[" + emulatorHost + "]";
  }
}
