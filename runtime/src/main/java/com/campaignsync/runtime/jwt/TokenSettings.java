package com.campaignsync.runtime.jwt;

import com.campaignsync.runtime.settings.Secret;
import com.campaignsync.runtime.settings.Settings;
import java.util.Optional;

/**
 * How tokens are checked.
 *
 * @param key {@code JWT_SECRET_KEY}: the HS256 key, at least {@link #KEY_BYTES_MIN} bytes
 * @param issuer {@code JWT_ISSUER}: the only {@code iss} accepted; any where empty
 * @param audience {@code JWT_AUDIENCE}: must be among {@code aud}; any where empty
 */
public record TokenSettings(Secret key, Optional<String> issuer, Optional<String> audience) {

  /** RFC 7518 §3.2: an HS256 key is at least as long as the hash's output. */
  public static final int KEY_BYTES_MIN = 32;

  /** Reads the three variables. */
  public static TokenSettings from(Settings settings) {
    return new TokenSettings(
        settings.secret("JWT_SECRET_KEY", KEY_BYTES_MIN),
        settings.optional("JWT_ISSUER"),
        settings.optional("JWT_AUDIENCE"));
  }
}
