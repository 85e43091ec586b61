package com.campaignsync.adapters.postgres.api;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.Objects;

/** Durations as the statements have them: seconds with a fraction. */
final class Seconds {

  private static final double NANOS = 1e9;

  private Seconds() {}

  static double of(Duration duration) {
    return duration.toNanos() / NANOS;
  }

  static Duration read(Readable row, String column) {
    double seconds = Objects.requireNonNull(row.get(column, Double.class));
    return Duration.ofNanos((long) (seconds * NANOS));
  }
}
