package com.campaignsync.runtime.jwt;

import com.campaignsync.runtime.jwt.TokenRefused.Reason;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/**
 * Verifies bearer tokens and reads who the caller is.
 *
 * <p>The algorithms are pinned: a token cannot choose how it is checked, nor ask for no check.
 */
public final class TokenVerifier {

  /** How far the issuer's clock may differ from ours. */
  static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

  private static final String SCHEME = "bearer ";

  private final TokenSettings settings;
  private final Signatures signatures;
  private final InstantSource clock;

  /**
   * Prepares the keys; published ones are read when the first token needs them.
   *
   * @throws IllegalArgumentException if the key is shorter than {@link TokenSettings#KEY_BYTES_MIN}
   */
  public TokenVerifier(TokenSettings settings, InstantSource clock) {
    this(
        settings,
        new Signatures(
            settings.key().map(key -> key.reveal().getBytes(StandardCharsets.UTF_8)),
            settings.jwksUrl().map(PublishedKeys::new)),
        clock);
  }

  TokenVerifier(TokenSettings settings, Signatures signatures, InstantSource clock) {
    this.settings = settings;
    this.signatures = signatures;
    this.clock = clock;
  }

  /**
   * Verifies the value of an {@code Authorization} header.
   *
   * @throws TokenRefused with the reason; never says more than that about the key or signature
   * @throws KeysUnavailable if the issuer's keys cannot be had
   */
  public Principal verify(Optional<String> authorization) {
    Claims claims = claims(signatures.payload(bearer(authorization)));
    checkTimes(claims);
    checkIssuerAndAudience(claims);
    return ClaimReader.principal(claims);
  }

  private static String bearer(Optional<String> authorization) {
    return authorization
        .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(SCHEME))
        .map(header -> header.substring(SCHEME.length()).strip())
        .filter(token -> !token.isEmpty())
        .orElseThrow(
            () ->
                new TokenRefused(
                    Reason.TOKEN_MISSING, "send a token: Authorization: Bearer <JWT>"));
  }

  private static Claims claims(String payload) {
    try {
      return new Claims(StrictJson.object(payload));
    } catch (ParseException malformed) {
      throw new TokenRefused(Reason.TOKEN_INVALID, "the claims cannot be read", malformed);
    }
  }

  private void checkTimes(Claims claims) {
    Instant now = clock.instant();
    Instant expires = claims.instant("exp").orElseThrow(() -> invalid("the token has no exp"));
    if (!now.isBefore(expires.plus(CLOCK_SKEW))) {
      throw new TokenRefused(Reason.TOKEN_EXPIRED, "the token has expired; get a new one");
    }
    Instant latest = now.plus(CLOCK_SKEW);
    if (claims.instant("nbf").orElse(now).isAfter(latest)) {
      throw invalid("the token is not valid yet");
    }
    if (claims.instant("iat").orElse(now).isAfter(latest)) {
      throw invalid("the token was issued in the future");
    }
  }

  private void checkIssuerAndAudience(Claims claims) {
    if (settings.issuer().isPresent() && !settings.issuer().equals(claims.text("iss"))) {
      throw invalid("the token is from another issuer");
    }
    if (settings.audience().isPresent()
        && !claims.texts("aud").contains(settings.audience().get())) {
      throw invalid("the token is for another audience");
    }
  }

  private static TokenRefused invalid(String detail) {
    return new TokenRefused(Reason.TOKEN_INVALID, detail);
  }
}
