package com.campaignsync.local.bigquery.rest;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;

/** Sends an answer badly: half of it, or a little at a time. */
final class FaultyAnswer {

  /** Writes a second: often enough that a slow answer is slow and not idle. */
  private static final int WRITES_PER_SECOND = 10;

  private FaultyAnswer() {}

  /** Promises all bytes and sends half of them; the caller then breaks the connection. */
  static void truncate(byte[] bytes, Response response) throws IOException {
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
    OutputStream out = Content.Sink.asOutputStream(response);
    out.write(bytes, 0, bytes.length / 2);
    out.flush();
    throw new IOException("a fault on demand: the answer is cut");
  }

  /** Sends all bytes, this many a second. */
  static void slowly(byte[] bytes, Response response, long bytesPerSecond) throws IOException {
    int step = (int) Math.max(1, Math.min(bytes.length, bytesPerSecond / WRITES_PER_SECOND));
    long pauseMillis = Math.max(1, 1_000L * step / bytesPerSecond);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
    try (OutputStream out = Content.Sink.asOutputStream(response)) {
      for (int at = 0; at < bytes.length; at += step) {
        out.write(bytes, at, Math.min(step, bytes.length - at));
        out.flush();
        pause(pauseMillis);
      }
    }
  }

  /** Holds the call; ends early when the server stops. */
  static void pause(long millis) throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the server stops", e);
    }
  }
}
