package com.campaignsync.domain.request;

import java.time.Duration;

/**
 * How much one caller may ask for.
 *
 * @param name tells the limits of one caller apart
 * @param permits requests per window
 * @param window windows of all callers begin at the same moments, whole multiples of it
 */
public record Limit(String name, int permits, Duration window) {

  /**
   * @throws IllegalArgumentException if nothing would be permitted
   */
  public Limit {
    if (permits < 1 || window.toSeconds() < 1) {
      throw new IllegalArgumentException("no limit: %d in %s".formatted(permits, window));
    }
  }
}
