package com.campaignsync.adapters.bigquery;

import com.google.auth.Credentials;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.cloud.NoCredentials;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryOptions;
import com.google.cloud.http.HttpTransportOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How to reach BigQuery.
 *
 * @param projectId project that pays
 * @param location default location of jobs
 * @param emulatorHost {@code host:port} or a URL of a stand-in, reached without credentials; null
 *     in the cloud
 * @param credentialsJson a service account's key; null for the application's default credentials
 */
public record BigQueryClients(
    String projectId,
    String location,
    @Nullable String emulatorHost,
    @Nullable String credentialsJson) {

  /** A connection is made in milliseconds; beyond this nobody answers. */
  private static final int CONNECT_TIMEOUT_MILLIS = 10_000;

  /** Longest silence of a call: no call of ours asks the server to wait. */
  private static final int READ_TIMEOUT_MILLIS = 30_000;

  /** A supplier that makes the client once, when it is first asked for. */
  public Supplier<BigQuery> lazily() {
    return new Supplier<>() {
      private @Nullable BigQuery made;

      @Override
      public synchronized BigQuery get() {
        BigQuery client = made;
        if (client == null) {
          client = make();
          made = client;
        }
        return client;
      }
    };
  }

  private BigQuery make() {
    BigQueryOptions.Builder builder =
        BigQueryOptions.newBuilder()
            .setProjectId(projectId)
            .setLocation(location)
            .setTransportOptions(
                HttpTransportOptions.newBuilder()
                    .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
                    .setReadTimeout(READ_TIMEOUT_MILLIS)
                    .build());
    if (emulatorHost != null) {
      builder.setHost(url(emulatorHost)).setCredentials(NoCredentials.getInstance());
    } else if (credentialsJson != null) {
      builder.setCredentials(credentials(credentialsJson));
    }
    return builder.build().getService();
  }

  private static String url(String host) {
    return host.startsWith("http") ? host : "http://" + host;
  }

  /** The credentials in a key file; an error quotes none of it. */
  static Credentials credentials(String json) {
    try {
      return GoogleCredentials.fromStream(
          new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException | RuntimeException e) {
      // JSON that is no key at all makes the library throw whatever it stumbles over. The cause may
      // quote the key: it is left out.
      throw new IllegalArgumentException(
          "BIGQUERY_CREDENTIALS_JSON is not a service account's key in JSON");
    }
  }

  @Override
  public String toString() {
    return "BigQueryClients[%s, %s]".formatted(projectId, location);
  }
}
