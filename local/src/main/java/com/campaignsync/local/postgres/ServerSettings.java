package com.campaignsync.local.postgres;

import com.campaignsync.local.net.LocalPort;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The server's settings, given on its command line at each start, so no old file overrides them.
 */
final class ServerSettings {
  private ServerSettings() {}

  /** The settings as one argument of {@code pg_ctl -o}. */
  static String asOptions(int port) {
    return settings(port).entrySet().stream()
        .map(setting -> "-c %s='%s'".formatted(setting.getKey(), setting.getValue()))
        .collect(Collectors.joining(" "));
  }

  private static Map<String, String> settings(int port) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("listen_addresses", LocalPort.HOST);
    settings.put("port", Integer.toString(port));
    settings.put("unix_socket_directories", "");
    // Six functions with pools of 4, Flyway, run-local itself, and room for a curious psql.
    settings.put("max_connections", "60");
    // What was committed stays committed: said here so that nobody "optimises" it away.
    settings.put("fsync", "on");
    settings.put("synchronous_commit", "on");
    settings.put("full_page_writes", "on");
    settings.put("timezone", "UTC");
    settings.put("log_timezone", "UTC");
    return settings;
  }
}
