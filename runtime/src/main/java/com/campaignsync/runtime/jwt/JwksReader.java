package com.campaignsync.runtime.jwt;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Reads the issuer's key set, within bounds of time and size, and from no other place. */
final class JwksReader implements ResourceRetriever {

  private static final Duration CONNECT_MAX = Duration.ofSeconds(1);

  /** Between two bytes. */
  private static final Duration SILENCE_MAX = Duration.ofSeconds(1);

  /** In all: a request that waits for it still answers within seconds. */
  private static final Duration READ_MAX = Duration.ofSeconds(3);

  /** A key with its certificates has 5 KiB; a dozen keys are many. */
  static final int BYTES_MAX = 64 * 1024;

  private static final int BUFFER_BYTES = 8192;

  private volatile boolean failedLast = true;

  /** Whether the last reading that has ended failed, or none has ended yet. */
  boolean hasFailedLast() {
    return failedLast;
  }

  @Override
  public Resource retrieveResource(URL url) throws IOException {
    boolean failed = true;
    try {
      Resource keys = read(url);
      failed = false;
      return keys;
    } finally {
      failedLast = failed;
    }
  }

  private static Resource read(URL url) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) url.openConnection();
    connection.setConnectTimeout((int) CONNECT_MAX.toMillis());
    connection.setReadTimeout((int) SILENCE_MAX.toMillis());
    // Elsewhere is not where the settings say that the keys are.
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setRequestProperty("Accept", "application/jwk-set+json, application/json");
    try {
      if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
        throw new IOException("the key set's address answers " + connection.getResponseCode());
      }
      try (InputStream body = connection.getInputStream()) {
        return new Resource(text(body), connection.getContentType());
      }
    } finally {
      connection.disconnect();
    }
  }

  private static String text(InputStream body) throws IOException {
    long deadline = System.nanoTime() + READ_MAX.toNanos();
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
      read.write(buffer, 0, n);
      if (read.size() > BYTES_MAX) {
        throw new IOException("the key set has more than " + BYTES_MAX + " bytes");
      }
      if (System.nanoTime() > deadline) {
        throw new IOException("the key set does not arrive within " + READ_MAX);
      }
    }
    return read.toString(StandardCharsets.UTF_8);
  }
}
