package com.campaignsync.runtime.http;

import com.campaignsync.runtime.jwt.KeysUnavailable;
import com.campaignsync.runtime.log.StructuredLog;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Tells the log that tokens cannot be checked. While the issuer is down every request fails in one
 * and the same way, of which a stack trace of ours says nothing: one line a minute is enough.
 */
final class KeysOutage {

  private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

  private final StructuredLog log;
  private final LongSupplier nanoTime;
  private boolean hasWritten;
  private long writtenNanos;
  private long refused;

  /**
   * @param nanoTime a clock that never goes back: {@code System::nanoTime}
   */
  KeysOutage(StructuredLog log, LongSupplier nanoTime) {
    this.log = log;
    this.nanoTime = nanoTime;
  }

  /** Counts a request that was refused for it, and writes where a minute has passed. */
  synchronized void refused(KeysUnavailable failure, String requestId) {
    refused++;
    long now = nanoTime.getAsLong();
    if (hasWritten && now - writtenNanos < BETWEEN_LINES.toNanos()) {
      return;
    }
    log.warning("tokens cannot be checked; requests are refused until their keys can be read")
        .code("KEYS_UNAVAILABLE")
        .with("requests_refused_since_last_line", refused)
        .with("request_id", requestId)
        .cause(failure)
        .write();
    hasWritten = true;
    writtenNanos = now;
    refused = 0;
  }
}
