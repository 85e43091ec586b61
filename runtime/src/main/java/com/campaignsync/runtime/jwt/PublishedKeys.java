package com.campaignsync.runtime.jwt;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * The keys an issuer publishes. Read when first needed, kept for minutes, read again early when a
 * token names one that is not among them, and kept on while the issuer cannot be reached. No thread
 * does any of this in the background: a function has no processor between requests.
 */
final class PublishedKeys {

  /** A key that was withdrawn is trusted no longer than this. */
  private static final Duration KEPT = Duration.ofMinutes(5);

  /** Longest that the keys last read outlive an issuer who does not answer. */
  private static final Duration KEPT_IN_OUTAGE = Duration.ofHours(4);

  /** Longest that a request waits for another one's reading. */
  private static final Duration READ_WAIT = Duration.ofSeconds(5);

  /** At most two readings in this time, whatever key ids callers make up. */
  static final Duration READ_INTERVAL = Duration.ofSeconds(30);

  /** Keys tried for a token that names none, or one of a name used twice. */
  private static final int TRIED_MAX = 8;

  private final JwksReader reader;
  private final JWKSource<SecurityContext> source;

  PublishedKeys(URI url) {
    this(url, READ_INTERVAL);
  }

  PublishedKeys(URI url, Duration readInterval) {
    this.reader = new JwksReader();
    try {
      this.source =
          JWKSourceBuilder.create(url.toURL(), reader)
              .cache(KEPT.toMillis(), READ_WAIT.toMillis())
              .refreshAheadCache(false)
              .rateLimited(readInterval.toMillis())
              .retrying(false)
              .outageTolerant(KEPT_IN_OUTAGE.toMillis())
              .build();
    } catch (MalformedURLException notHttp) {
      throw new IllegalArgumentException("JWT_JWKS_URL is no address", notHttp);
    }
  }

  /**
   * The strong keys that fit.
   *
   * @throws KeysUnavailable if nobody can say because the issuer does not answer
   */
  List<JWK> fitting(JWKMatcher matcher) {
    try {
      List<JWK> found = source.get(new JWKSelector(matcher), null);
      if (found.isEmpty() && reader.hasFailedLast()) {
        throw new KeysUnavailable("the issuer may have this key by now, but does not answer");
      }
      return found.stream().filter(StrongKey::is).limit(TRIED_MAX).toList();
    } catch (RateLimitReachedException tooOften) {
      if (reader.hasFailedLast()) {
        throw new KeysUnavailable("the issuer's keys could not be read", tooOften);
      }
      return List.of(); // read just before, and the key was not among them
    } catch (KeySourceException unavailable) {
      throw new KeysUnavailable("the issuer's keys cannot be read from JWT_JWKS_URL", unavailable);
    }
  }
}
