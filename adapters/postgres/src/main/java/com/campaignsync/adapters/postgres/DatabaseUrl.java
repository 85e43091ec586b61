package com.campaignsync.adapters.postgres;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the database is, from {@code DATABASE_URL}.
 *
 * @param host host name or address
 * @param port port, 5432 where the URL names none
 * @param database name of the database
 * @param user database user
 * @param password its password, empty where none is needed; never printed
 * @param options the query part, such as {@code sslmode}
 */
public record DatabaseUrl(
    String host,
    int port,
    String database,
    String user,
    String password,
    Map<String, String> options) {

  private static final int DEFAULT_PORT = 5432;

  public DatabaseUrl {
    options = Map.copyOf(options);
  }

  /**
   * Reads {@code postgresql://user:password@host:port/database?sslmode=require}; {@code postgres:}
   * and {@code r2dbc:postgresql:} are the same.
   *
   * @throws IllegalArgumentException if it is anything else; the message repeats nothing of it
   */
  public static DatabaseUrl parse(String text) {
    String plain = text.startsWith("r2dbc:") ? text.substring("r2dbc:".length()) : text;
    if (!plain.startsWith("postgresql://") && !plain.startsWith("postgres://")) {
      throw malformed();
    }
    try {
      return of(URI.create(plain));
    } catch (IllegalArgumentException unreadable) {
      throw malformed(); // without the cause: its message repeats the URL and its password
    }
  }

  private static DatabaseUrl of(URI uri) {
    String userInfo = uri.getRawUserInfo();
    String path = uri.getRawPath();
    if (uri.getHost() == null || userInfo == null || path == null || path.length() < 2) {
      throw malformed();
    }
    String[] credentials = userInfo.split(":", 2);
    return new DatabaseUrl(
        uri.getHost(),
        uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
        decode(path.substring(1)),
        decode(credentials[0]),
        credentials.length < 2 ? "" : decode(credentials[1]),
        options(uri.getRawQuery() == null ? "" : uri.getRawQuery()));
  }

  private static Map<String, String> options(String query) {
    Map<String, String> options = new LinkedHashMap<>();
    Arrays.stream(query.split("&"))
        .filter(pair -> !pair.isEmpty())
        .map(pair -> pair.split("=", 2))
        .forEach(pair -> options.put(decode(pair[0]), pair.length < 2 ? "" : decode(pair[1])));
    return options;
  }

  /** A plus sign is itself in a URL's user part, as libpq reads it. */
  private static String decode(String encoded) {
    return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException(
        "want postgresql://user:password@host:port/database, special characters percent-encoded");
  }

  @Override
  public String toString() {
    return "postgresql://%s@%s:%d/%s".formatted(user, host, port, database);
  }
}
