package com.campaignsync.runtime.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.runtime.jwt.KeysUnavailable;
import com.campaignsync.runtime.log.StructuredLog;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class KeysOutageTest {

  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  // Long.MAX_VALUE is a time like any other: nanoTime may begin anywhere.
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
  private final KeysOutage outage =
      new KeysOutage(
          new StructuredLog(
              new PrintStream(logged, true, StandardCharsets.UTF_8),
              InstantSource.fixed(Instant.EPOCH),
              Optional.empty()),
          nanos::get);

  private List<String> lines() {
    return logged.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void refusals_areOneWarningAMinute_thatCountsThem() {
    for (int second = 0; second < 61; second++) {
      outage.refused(new KeysUnavailable("no answer"), "r" + second);
      nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    }
    assertEquals(2, lines().size(), lines().toString());
    for (String line : lines()) {
      assertTrue(line.contains("\"severity\":\"WARNING\""), line);
      assertTrue(line.contains("\"code\":\"KEYS_UNAVAILABLE\""), line);
      assertTrue(line.contains("no answer"), line);
      assertFalse(line.contains("stack_trace"), line);
    }
    assertTrue(lines().get(1).contains("\"requests_refused_since_last_line\":60"), lines().get(1));
  }
}
