package com.campaignsync.runtime.jwt;

import com.campaignsync.runtime.jwt.TokenRefused.Reason;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;

/**
 * Verifies HS256 bearer tokens and reads who the caller is.
 *
 * <p>The algorithm is pinned: a token cannot choose how it is checked, nor ask for no check.
 */
public final class TokenVerifier {

  /** How far the issuer's clock may differ from ours. */
  static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

  /** Our tokens have some 300 bytes; more than this is not worth hashing. */
  private static final int TOKEN_CHARS_MAX = 8192;

  private static final String SCHEME = "bearer ";

  private final TokenSettings settings;
  private final MACVerifier signature;
  private final InstantSource clock;

  /**
   * Prepares the key.
   *
   * @throws IllegalArgumentException if the key is shorter than {@link TokenSettings#KEY_BYTES_MIN}
   */
  public TokenVerifier(TokenSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    try {
      byte[] key = settings.key().reveal().getBytes(StandardCharsets.UTF_8);
      this.signature = new MACVerifier(key);
    } catch (JOSEException tooShort) {
      throw new IllegalArgumentException("the HS256 key is too short", tooShort);
    }
  }

  /**
   * Verifies the value of an {@code Authorization} header.
   *
   * @throws TokenRefused with the reason; never says more than that about the key or signature
   */
  public Principal verify(Optional<String> authorization) {
    SignedJWT token = parse(bearer(authorization));
    checkSignature(token);
    JWTClaimsSet claims = claims(token);
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

  private static SignedJWT parse(String token) {
    if (token.length() > TOKEN_CHARS_MAX) {
      throw invalid("the token is too long");
    }
    try {
      return SignedJWT.parse(token);
    } catch (ParseException | IllegalArgumentException malformed) {
      throw new TokenRefused(Reason.TOKEN_INVALID, "not a signed JWT", malformed);
    }
  }

  private void checkSignature(SignedJWT token) {
    if (!JWSAlgorithm.HS256.equals(token.getHeader().getAlgorithm())) {
      throw invalid("the token is not signed with HS256");
    }
    try {
      if (!token.verify(signature)) {
        throw invalid("the signature does not match");
      }
    } catch (JOSEException unusable) {
      throw new TokenRefused(Reason.TOKEN_INVALID, "the signature cannot be checked", unusable);
    }
  }

  private static JWTClaimsSet claims(SignedJWT token) {
    try {
      return token.getJWTClaimsSet();
    } catch (ParseException malformed) {
      throw new TokenRefused(Reason.TOKEN_INVALID, "the claims cannot be read", malformed);
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
