package com.campaignsync.runtime.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;

/** An address that data of ours may be sent to. */
final class HttpsUrl {

  static final String EXPECTED = "an https:// address";

  /** Nobody listens in between. */
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  private HttpsUrl() {}

  static Optional<URI> parse(String text) {
    try {
      URI url = new URI(text);
      boolean fits =
          url.getHost() != null
              && url.getUserInfo() == null
              && ("https".equalsIgnoreCase(url.getScheme())
                  || ("http".equalsIgnoreCase(url.getScheme())
                      && THIS_MACHINE.contains(url.getHost())));
      return fits ? Optional.of(url) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
