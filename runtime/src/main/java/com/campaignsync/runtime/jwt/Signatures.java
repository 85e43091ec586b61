package com.campaignsync.runtime.jwt;

import com.campaignsync.runtime.jwt.TokenRefused.Reason;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.util.Base64URL;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Optional;

/**
 * Checks signatures. Which kind of key an algorithm is checked with is fixed here: HS256 with the
 * shared key alone, RS256 and ES256 with published keys of their kind alone, so that no public key
 * ever serves as a shared one.
 */
final class Signatures {

  /** Our tokens have some 300 bytes; more than this is not worth hashing. */
  private static final int TOKEN_CHARS_MAX = 8192;

  private final Optional<MACVerifier> shared;
  private final Optional<PublishedKeys> published;

  /**
   * @param sharedKey the HS256 key
   * @param published where RS256 and ES256 keys are
   * @throws IllegalArgumentException if the key is shorter than {@link TokenSettings#KEY_BYTES_MIN}
   */
  Signatures(Optional<byte[]> sharedKey, Optional<PublishedKeys> published) {
    this.shared = sharedKey.map(Signatures::verifier);
    this.published = published;
  }

  private static MACVerifier verifier(byte[] key) {
    try {
      return new MACVerifier(key);
    } catch (JOSEException tooShort) {
      throw new IllegalArgumentException("the HS256 key is too short", tooShort);
    }
  }

  /**
   * The token's payload, once its signature is found good.
   *
   * @throws TokenRefused if it is not
   * @throws KeysUnavailable if that cannot be told now
   */
  String payload(String token) {
    Parts parts = parse(token);
    if (!isSigned(parts)) {
      throw invalid("the signature does not match");
    }
    return text(parts.payload());
  }

  /**
   * A token in the compact form of RFC 7515 §7.1.
   *
   * @param header what it says of its key
   * @param signed the bytes that were signed
   * @param payload the claims
   * @param signature over {@code signed}
   */
  private record Parts(JWSHeader header, byte[] signed, Base64URL payload, Base64URL signature) {}

  private static Parts parse(String token) {
    if (token.length() > TOKEN_CHARS_MAX) {
      throw invalid("the token is too long");
    }
    try {
      Base64URL[] parts = JOSEObject.split(token);
      if (parts.length != 3 || parts[2].toString().isEmpty()) {
        throw invalid("not a signed JWT");
      }
      for (Base64URL part : parts) {
        checkForm(part);
      }
      JWSHeader header = TokenHeader.read(StrictJson.object(text(parts[0])));
      byte[] signed = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
      return new Parts(header, signed, parts[1], parts[2]);
    } catch (ParseException | IllegalArgumentException malformed) {
      throw new TokenRefused(Reason.TOKEN_INVALID, "not a signed JWT", malformed);
    }
  }

  /**
   * The decoder overlooks padding, foreign characters and spare bits; RFC 7515 §2 has none of them,
   * and one token should have one form.
   */
  private static void checkForm(Base64URL part) {
    if (!Base64URL.encode(part.decode()).equals(part)) {
      throw invalid("not a signed JWT: not in base64url");
    }
  }

  private static String text(Base64URL part) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(part.decode())).toString();
    } catch (CharacterCodingException notUtf8) {
      throw new TokenRefused(Reason.TOKEN_INVALID, "the token is not in UTF-8", notUtf8);
    }
  }

  private boolean isSigned(Parts token) {
    JWSAlgorithm algorithm = token.header().getAlgorithm();
    if (JWSAlgorithm.HS256.equals(algorithm) && shared.isPresent()) {
      return verify(token, shared.get());
    }
    if (published.isPresent()
        && (JWSAlgorithm.RS256.equals(algorithm) || JWSAlgorithm.ES256.equals(algorithm))) {
      return published.get().fitting(matcher(token.header())).stream()
          .anyMatch(key -> verify(token, verifier(key)));
    }
    throw invalid("the token is not signed with an accepted algorithm");
  }

  private static JWKMatcher matcher(JWSHeader header) {
    JWKMatcher.Builder wanted =
        new JWKMatcher.Builder()
            .keyID(header.getKeyID())
            .keyUses(KeyUse.SIGNATURE, null)
            .algorithms(header.getAlgorithm(), null);
    return JWSAlgorithm.RS256.equals(header.getAlgorithm())
        ? wanted.keyType(KeyType.RSA).build()
        : wanted.keyType(KeyType.EC).curve(Curve.P_256).build();
  }

  private static JWSVerifier verifier(JWK key) {
    try {
      return KeyType.RSA.equals(key.getKeyType())
          ? new RSASSAVerifier(key.toRSAKey())
          : new ECDSAVerifier(key.toECKey());
    } catch (JOSEException unusable) {
      throw new TokenRefused(Reason.TOKEN_INVALID, "the signature cannot be checked", unusable);
    }
  }

  private static boolean verify(Parts token, JWSVerifier verifier) {
    try {
      return verifier.verify(token.header(), token.signed(), token.signature());
    } catch (JOSEException unusable) {
      throw new TokenRefused(Reason.TOKEN_INVALID, "the signature cannot be checked", unusable);
    }
  }

  private static TokenRefused invalid(String detail) {
    return new TokenRefused(Reason.TOKEN_INVALID, detail);
  }
}
