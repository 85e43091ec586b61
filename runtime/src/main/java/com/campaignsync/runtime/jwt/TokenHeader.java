package com.campaignsync.runtime.jwt;

import com.campaignsync.runtime.jwt.TokenRefused.Reason;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import java.util.Locale;
import java.util.Set;

/** Refuses headers by which a token would say how, or with which key, it wants to be checked. */
final class TokenHeader {

  /** RFC 7519 §5.1 and RFC 9068 §2.1; other types are made for other purposes. */
  private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");

  /** As for all ids of the API. */
  private static final int KEY_ID_CHARS_MAX = 256;

  private TokenHeader() {}

  /**
   * Checks what every token's header must not have; the algorithm is checked with its key.
   *
   * @throws TokenRefused naming what is in the way
   */
  static void check(JWSHeader header) {
    refuse(header.getCriticalParams() != null, "crit");
    refuse(!header.isBase64URLEncodePayload(), "b64");
    refuse(header.getJWK() != null, "jwk");
    refuse(header.getJWKURL() != null, "jku");
    refuse(header.getX509CertURL() != null, "x5u");
    refuse(header.getX509CertChain() != null, "x5c");
    // A token in a token: only the outer one would have been checked.
    refuse(header.getContentType() != null, "cty");
    JOSEObjectType type = header.getType();
    refuse(type != null && !TYPES.contains(type.getType().toLowerCase(Locale.ROOT)), "typ");
    String keyId = header.getKeyID();
    refuse(keyId != null && (keyId.isEmpty() || keyId.length() > KEY_ID_CHARS_MAX), "kid");
  }

  private static void refuse(boolean unwanted, String parameter) {
    if (unwanted) {
      throw new TokenRefused(
          Reason.TOKEN_INVALID, "the token's header has a " + parameter + " that is not accepted");
    }
  }
}
