package com.campaignsync.runtime.http;

import java.time.Duration;

/**
 * How often one caller may use a route, beside the limit that all routes share.
 *
 * @param name names it in the RateLimit headers; lower case letters, digits and hyphens
 * @param permits requests per window, at least 1
 * @param window how long a window is; windows of all callers begin at the same moments
 */
public record RouteLimit(String name, int permits, Duration window) {

  /**
   * @throws IllegalArgumentException if the name is no token or nothing would be permitted
   */
  public RouteLimit {
    if (!name.matches("[a-z][a-z0-9-]{0,63}") || permits < 1 || window.toSeconds() < 1) {
      throw new IllegalArgumentException("not a limit: %s %d %s".formatted(name, permits, window));
    }
  }
}
