package com.campaignsync.runtime.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a {@code DATABASE_URL} must look like; the store's adapter takes it apart. */
final class DatabaseUrl {

  static final String EXPECTED =
      "postgresql://user:password@host:port/database (or postgres://, r2dbc:postgresql://)";

  private static final Pattern SCHEME =
      Pattern.compile("^(?:r2dbc:)?(?:postgresql|postgres)://(.+)$");

  private DatabaseUrl() {}

  /** Whether it names a host, a user and one database; the password and port may be missing. */
  static boolean fits(String url) {
    Matcher matcher = SCHEME.matcher(url);
    try {
      return matcher.matches() && fits(new URI("postgresql://" + matcher.group(1)));
    } catch (URISyntaxException malformed) {
      return false;
    }
  }

  private static boolean fits(URI uri) {
    String login = uri.getRawUserInfo();
    String path = uri.getRawPath();
    return uri.getHost() != null
        && login != null
        && !login.isEmpty()
        && !login.startsWith(":")
        && path != null
        && path.length() > 1
        && path.indexOf('/', 1) < 0;
  }
}
