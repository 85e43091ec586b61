package com.campaignsync.runtime.jwt;

import com.campaignsync.runtime.jwt.TokenRefused.Reason;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
    JWTClaimsSet claims = claims(signatures.payload(bearer(authorization)));
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

  private static JWTClaimsSet claims(String payload) {
    try {
      StrictJson.checkObject(payload);
      Map<String, Object> claims = JSONObjectUtils.parse(payload);
      requireText(claims.get("sub"));
      return JWTClaimsSet.parse(claims);
    } catch (ParseException malformed) {
      throw new TokenRefused(Reason.TOKEN_INVALID, "the claims cannot be read", malformed);
    }
  }

  /** The library takes a number for text, so that 1 and "1" would be one caller. */
  private static void requireText(@Nullable Object subject) {
    if (subject != null && !(subject instanceof String)) {
      throw invalid("the claim sub is not usable text");
    }
  }

  private void checkTimes(JWTClaimsSet claims) {
    Instant now = clock.instant();
    Date expires = claims.getExpirationTime();
    if (expires == null) {
      throw invalid("the token has no exp");
    }
    if (!now.isBefore(expires.toInstant().plus(CLOCK_SKEW))) {
      throw new TokenRefused(Reason.TOKEN_EXPIRED, "the token has expired; get a new one");
    }
    Date notBefore = claims.getNotBeforeTime();
    if (notBefore != null && now.isBefore(notBefore.toInstant().minus(CLOCK_SKEW))) {
      throw invalid("the token is not valid yet");
    }
    Date issued = claims.getIssueTime();
    if (issued != null && now.isBefore(issued.toInstant().minus(CLOCK_SKEW))) {
      throw invalid("the token was issued in the future");
    }
  }

  private void checkIssuerAndAudience(JWTClaimsSet claims) {
    if (settings.issuer().isPresent()
        && !settings.issuer().equals(Optional.ofNullable(claims.getIssuer()))) {
      throw invalid("the token is from another issuer");
    }
    if (settings.audience().isPresent()
        && !claims.getAudience().contains(settings.audience().get())) {
      throw invalid("the token is for another audience");
    }
  }

  private static TokenRefused invalid(String detail) {
    return new TokenRefused(Reason.TOKEN_INVALID, detail);
  }
}
