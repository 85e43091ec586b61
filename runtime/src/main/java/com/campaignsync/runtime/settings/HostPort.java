package com.campaignsync.runtime.settings;

import java.util.Optional;

/**
 * A server's address.
 *
 * @param host name or IP address, IPv6 in brackets
 * @param port 1 to 65535
 */
public record HostPort(String host, int port) {

  /** Reads {@code host:port}; empty if it is anything else. */
  static Optional<HostPort> parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1 || text.contains("/") || text.contains("@")) {
      return Optional.empty();
    }
    long port = WholeNumber.parse(text.substring(colon + 1)).orElse(0L);
    return port >= 1 && port <= 65_535
        ? Optional.of(new HostPort(text.substring(0, colon), (int) port))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
