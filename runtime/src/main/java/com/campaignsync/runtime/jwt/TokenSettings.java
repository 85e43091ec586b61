package com.campaignsync.runtime.jwt;

import com.campaignsync.runtime.settings.Secret;
import com.campaignsync.runtime.settings.Settings;
import java.net.URI;
import java.util.Optional;

/**
 * How tokens are checked. At least one of the key and the address is there; with both, a token may
 * be signed either way.
 *
 * @param key {@code JWT_SECRET_KEY}: the HS256 key, at least {@link #KEY_BYTES_MIN} bytes
 * @param jwksUrl {@code JWT_JWKS_URL}: where the issuer publishes its RS256 and ES256 keys; https,
 *     or http to this machine
 * @param issuer {@code JWT_ISSUER}: the only {@code iss} accepted; any where empty
 * @param audience {@code JWT_AUDIENCE}: must be among {@code aud}; any where empty
 */
public record TokenSettings(
    Optional<Secret> key,
    Optional<URI> jwksUrl,
    Optional<String> issuer,
    Optional<String> audience) {

  /** RFC 7518 §3.2: an HS256 key is at least as long as the hash's output. */
  public static final int KEY_BYTES_MIN = 32;

  /** Tokens signed with one shared key. */
  public TokenSettings(Secret key, Optional<String> issuer, Optional<String> audience) {
    this(Optional.of(key), Optional.empty(), issuer, audience);
  }

  /** Reads the four variables. */
  public static TokenSettings from(Settings settings) {
    return new TokenSettings(
        settings.secretOr("JWT_SECRET_KEY", KEY_BYTES_MIN, "JWT_JWKS_URL"),
        settings.httpsUrl("JWT_JWKS_URL"),
        settings.optional("JWT_ISSUER"),
        settings.optional("JWT_AUDIENCE"));
  }
}
