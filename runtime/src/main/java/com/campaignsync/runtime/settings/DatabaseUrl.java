package com.campaignsync.runtime.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where Postgres is and how to log in, read from {@code DATABASE_URL}.
 *
 * @param host name or IP address
 * @param port 5432 unless given
 * @param database its name
 * @param user the login
 * @param password empty where the URL has none (trusted or IAM login)
 * @param options what follows {@code ?}, in the URL's order
 */
public record DatabaseUrl(
    String host,
    int port,
    String database,
    String user,
    Secret password,
    Map<String, String> options) {

  static final String EXPECTED =
      "postgresql://user:password@host:port/database (or postgres://, r2dbc:postgresql://)";

  private static final int PORT_DEFAULT = 5432;
  private static final Pattern SCHEME =
      Pattern.compile("^(?:r2dbc:)?(?:postgresql|postgres)://(.+)$");

  /** Copies the options so that the record cannot change. */
  public DatabaseUrl {
    options = Map.copyOf(options);
  }

  /** Reads the URL; empty if any part is missing or malformed. */
  public static Optional<DatabaseUrl> parse(String url) {
    var matcher = SCHEME.matcher(url);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      return fromUri(new URI("postgresql://" + matcher.group(1)));
    } catch (URISyntaxException | IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  private static Optional<DatabaseUrl> fromUri(URI uri) {
    String host = uri.getHost();
    String login = uri.getRawUserInfo();
    String path = uri.getRawPath();
    if (host == null || login == null || path == null || path.length() < 2) {
      return Optional.empty();
    }
    int colon = login.indexOf(':');
    String user = decode(colon < 0 ? login : login.substring(0, colon));
    String password = colon < 0 ? "" : decode(login.substring(colon + 1));
    String database = decode(path.substring(1));
    if (user.isEmpty() || database.contains("/")) {
      return Optional.empty();
    }
    int port = uri.getPort() < 0 ? PORT_DEFAULT : uri.getPort();
    return options(uri.getRawQuery() == null ? "" : uri.getRawQuery())
        .map(found -> new DatabaseUrl(host, port, database, user, Secret.of(password), found));
  }

  private static Optional<Map<String, String>> options(String query) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String pair : query.isEmpty() ? new String[0] : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        return Optional.empty();
      }
      options.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
    }
    return Optional.of(options);
  }

  /** Percent-decoding of a URL's part, where a plus sign is just a plus sign. */
  private static String decode(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
