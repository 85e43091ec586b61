package com.campaignsync.runtime.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;

/** Issues the HS256 tokens that {@link TokenVerifier} accepts, for local use and tests. */
public final class TokenIssuer {

  private final TokenSettings settings;
  private final InstantSource clock;

  /** Issues with the key, issuer and audience that the verifier checks. */
  public TokenIssuer(TokenSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** A compact token for the principal, valid from now for {@code lifetime}. */
  public String issue(Principal principal, Duration lifetime) {
    Instant now = clock.instant();
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .subject(principal.subject())
            .claim("role", principal.role().claim())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(lifetime)));
    principal.tenantId().ifPresent(tenant -> claims.claim("tenant_id", tenant));
    settings.issuer().ifPresent(claims::issuer);
    settings.audience().ifPresent(claims::audience);
    return sign(claims.build());
  }

  private String sign(JWTClaimsSet claims) {
    SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
    try {
      token.sign(new MACSigner(key()));
      return token.serialize();
    } catch (JOSEException unusable) {
      throw new IllegalArgumentException("the key cannot sign HS256", unusable);
    }
  }

  private byte[] key() {
    return settings
        .key()
        .orElseThrow(() -> new IllegalArgumentException("issuing needs JWT_SECRET_KEY"))
        .reveal()
        .getBytes(StandardCharsets.UTF_8);
  }
}
