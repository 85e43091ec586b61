package com.campaignsync.runtime.jwt;

import com.campaignsync.runtime.jwt.TokenRefused.Reason;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads headers, and refuses those by which a token would say how it wants to be checked. */
final class TokenHeader {

  /** RFC 7519 §5.1 and RFC 9068 §2.1; other types are made for other purposes. */
  private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");

  /**
   * Where a key or a rule would come from that is not ours; cty means a token in a token, of which
   * only the outer one would have been checked.
   */
  private static final List<String> REFUSED =
      List.of("crit", "jwk", "jku", "x5u", "x5c", "x5t", "x5t#S256", "cty", "enc", "zip");

  /** As for all ids of the API. */
  private static final int KEY_ID_CHARS_MAX = 256;

  private TokenHeader() {}

  /**
   * What of a header says which key signed; whether the algorithm fits is for its key to say.
   *
   * @throws TokenRefused naming what is in the way
   */
  static JWSHeader read(Map<String, @Nullable Object> header) {
    for (String parameter : REFUSED) {
      refuse(header.get(parameter) != null, parameter);
    }
    refuse(!Boolean.TRUE.equals(header.getOrDefault("b64", true)), "b64");
    String type = text(header, "typ");
    refuse(type != null && !TYPES.contains(type.toLowerCase(Locale.ROOT)), "typ");
    String keyId = text(header, "kid");
    refuse(keyId != null && (keyId.isEmpty() || keyId.length() > KEY_ID_CHARS_MAX), "kid");
    return new JWSHeader.Builder(algorithm(text(header, "alg"))).keyID(keyId).build();
  }

  /** The accepted ones alone: the library's names include others, and "none". */
  private static JWSAlgorithm algorithm(@Nullable String name) {
    if (name == null) {
      throw new TokenRefused(Reason.TOKEN_INVALID, "not a signed JWT");
    }
    return switch (name) {
      case "HS256" -> JWSAlgorithm.HS256;
      case "RS256" -> JWSAlgorithm.RS256;
      case "ES256" -> JWSAlgorithm.ES256;
      default ->
          throw new TokenRefused(
              Reason.TOKEN_INVALID, "the token is not signed with an accepted algorithm");
    };
  }

  private static @Nullable String text(Map<String, @Nullable Object> header, String parameter) {
    Object value = header.get(parameter);
    refuse(value != null && !(value instanceof String), parameter);
    return (String) value;
  }

  private static void refuse(boolean unwanted, String parameter) {
    if (unwanted) {
      throw new TokenRefused(
          Reason.TOKEN_INVALID, "the token's header has a " + parameter + " that is not accepted");
    }
  }
}
