package com.campaignsync.runtime.jwt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignsync.runtime.jwt.TokenRefused.Reason;
import com.campaignsync.runtime.settings.Secret;
import com.campaignsync.runtime.settings.Settings;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TokenVerifierTest {

  private static final Instant NOW = Instant.parse("2026-03-29T00:59:59Z");
  private static final String KEY =
      "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
  private static final TokenSettings SETTINGS =
      new TokenSettings(Secret.of(KEY), Optional.empty(), Optional.empty());

  private final TokenVerifier verifier = new TokenVerifier(SETTINGS, InstantSource.fixed(NOW));

  private static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .subject("u1")
        .claim("tenant_id", "t1")
        .claim("role", "user")
        .expirationTime(Date.from(NOW.plusSeconds(60)));
  }

  private static String sign(JWSAlgorithm algorithm, String key, JWTClaimsSet claims) {
    try {
      SignedJWT token = new SignedJWT(new JWSHeader(algorithm), claims);
      token.sign(new MACSigner(key));
      return token.serialize();
    } catch (JOSEException unusable) {
      throw new IllegalStateException(unusable);
    }
  }

  private Principal verify(JWTClaimsSet.Builder claims) {
    return verifier.verify(Optional.of("Bearer " + sign(JWSAlgorithm.HS256, KEY, claims.build())));
  }

  private Reason refusal(String authorization) {
    return assertThrows(TokenRefused.class, () -> verifier.verify(Optional.of(authorization)))
        .reason();
  }

  private Reason refusal(JWTClaimsSet.Builder claims) {
    return assertThrows(TokenRefused.class, () -> verify(claims)).reason();
  }

  @Test
  void missingRole_isRefused() {
    assertEquals(new Principal("u1", Optional.of("t1"), Role.USER), verify(claims()));
    TokenRefused refused =
        assertThrows(TokenRefused.class, () -> verify(claims().claim("role", null)));
    assertEquals(Reason.TOKEN_INVALID, refused.reason());
    assertEquals("the token names no role", refused.getMessage());
  }

  @Test
  void idsOfControlCharactersOrNumbers_areRefused() {
    assertEquals(Reason.TOKEN_INVALID, refusal(claims().claim("sub", "u\n1")));
    assertEquals(Reason.TOKEN_INVALID, refusal(claims().claim("sub", "u\u009b1")));
    assertEquals(Reason.TOKEN_INVALID, refusal(claims().claim("tenant_id", "t\t1")));
    assertEquals(Reason.TOKEN_INVALID, refusal(claims().claim("customer_id", "t1\r")));
    assertEquals(Reason.TOKEN_INVALID, refusal(claims().claim("sub", 7)));
    assertEquals(Reason.TOKEN_INVALID, refusal(claims().claim("sub", List.of("u1"))));
  }

  @Test
  void customerId_isTheTenant() {
    Principal principal =
        verify(claims().claim("tenant_id", null).claim("customer_id", "c9").claim("role", "admin"));
    assertEquals(new Principal("u1", Optional.of("c9"), Role.ADMIN), principal);
    assertEquals(
        Reason.TOKEN_INVALID, refusal(claims().claim("customer_id", "another than tenant_id")));
  }

  @Test
  void operators_needNoTenant_usersDo() {
    JWTClaimsSet.Builder without = claims().claim("tenant_id", null);
    assertEquals(Optional.empty(), verify(without.claim("role", "super_admin")).tenantId());
    assertEquals(Reason.TOKEN_INVALID, refusal(without.claim("role", "user")));
  }

  @Test
  void unusableClaims_areRefused() {
    assertEquals(Reason.TOKEN_INVALID, refusal(claims().claim("role", "root")));
    assertEquals(Reason.TOKEN_INVALID, refusal(claims().claim("role", "ADMIN")));
    assertEquals(Reason.TOKEN_INVALID, refusal(claims().claim("role", List.of("admin"))));
    assertEquals(Reason.TOKEN_INVALID, refusal(claims().claim("tenant_id", 7)));
    assertEquals(Reason.TOKEN_INVALID, refusal(claims().claim("tenant_id", " ")));
    assertEquals(Reason.TOKEN_INVALID, refusal(claims().claim("tenant_id", "x".repeat(257))));
    assertEquals(Reason.TOKEN_INVALID, refusal(claims().subject(null)));
    assertEquals(Reason.TOKEN_INVALID, refusal(claims().expirationTime(null)));
    assertEquals(Reason.TOKEN_INVALID, refusal(claims().claim("exp", "tomorrow")));
  }

  @Test
  void expiry_allowsThirtySecondsOfClockSkew() {
    verify(claims().expirationTime(Date.from(NOW.minusSeconds(29))));
    assertEquals(
        Reason.TOKEN_EXPIRED, refusal(claims().expirationTime(Date.from(NOW.minusSeconds(30)))));
  }

  @Test
  void notBefore_allowsThirtySecondsOfClockSkew() {
    verify(claims().notBeforeTime(Date.from(NOW.plusSeconds(30))));
    assertEquals(
        Reason.TOKEN_INVALID, refusal(claims().notBeforeTime(Date.from(NOW.plusSeconds(31)))));
  }

  @Test
  void otherKeysAndAlgorithms_areRefused() {
    JWTClaimsSet good = claims().build();
    String otherKey = "x" + KEY.substring(1);
    assertEquals(
        Reason.TOKEN_INVALID, refusal("Bearer " + sign(JWSAlgorithm.HS256, otherKey, good)));
    assertEquals(Reason.TOKEN_INVALID, refusal("Bearer " + sign(JWSAlgorithm.HS384, KEY, good)));
    assertEquals(Reason.TOKEN_INVALID, refusal("Bearer " + sign(JWSAlgorithm.HS512, KEY, good)));
    assertEquals(Reason.TOKEN_INVALID, refusal("Bearer " + new PlainJWT(good).serialize()));
  }

  @Test
  void changedOrTruncatedTokens_areRefused() {
    String token = sign(JWSAlgorithm.HS256, KEY, claims().build());
    String[] parts = token.split("\\.");
    String admin = sign(JWSAlgorithm.HS256, KEY, claims().claim("role", "admin").build());
    for (String forged :
        List.of(
            parts[0] + "." + admin.split("\\.")[1] + "." + parts[2],
            parts[0] + "." + parts[1] + ".",
            parts[0] + "." + parts[1],
            token + ".x",
            "x",
            "{}",
            "..",
            "x".repeat(10_000))) {
      assertEquals(Reason.TOKEN_INVALID, refusal("Bearer " + forged), forged);
    }
  }

  /** A decoder that overlooks what RFC 7515 forbids would give one token many forms. */
  @Test
  void otherFormsOfAGoodToken_areRefused() {
    String token = sign(JWSAlgorithm.HS256, KEY, claims().build());
    verifier.verify(Optional.of("Bearer " + token));
    int end = token.length() - 1;
    int cut = token.lastIndexOf('.') + 5;
    // 256 bits leave two spare ones in the last character of the signature.
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    char spare = alphabet.charAt(alphabet.indexOf(token.charAt(end)) ^ 1);
    for (String other :
        List.of(
            token + "=",
            token.substring(0, end) + spare,
            token.substring(0, cut) + "!!" + token.substring(cut),
            token.substring(0, cut) + "~" + token.substring(cut),
            token.substring(0, cut) + "\t" + token.substring(cut),
            token.replaceFirst("\\.", "=."))) {
      assertEquals(Reason.TOKEN_INVALID, refusal("Bearer " + other), other);
    }
  }

  @Test
  void noBearerToken_isMissing() {
    assertEquals(
        Reason.TOKEN_MISSING,
        assertThrows(TokenRefused.class, () -> verifier.verify(Optional.empty())).reason());
    assertEquals(Reason.TOKEN_MISSING, refusal("Basic dTpw"));
    assertEquals(Reason.TOKEN_MISSING, refusal("Bearer "));
  }

  @Test
  void claimsOfAnotherKind_areRefused() {
    TokenVerifier strict =
        new TokenVerifier(
            new TokenSettings(Secret.of(KEY), Optional.of("https://login"), Optional.of("api")),
            InstantSource.fixed(NOW));
    String rest = ",\"sub\":\"u\",\"role\":\"user\",\"tenant_id\":\"t1\"";
    String login = ",\"iss\":\"https://login\"";
    long exp = NOW.getEpochSecond() + 60;
    strict.verify(bearer("{\"exp\":" + exp + ".9,\"aud\":[\"api\",\"x\"]" + login + rest + "}"));
    for (String times :
        List.of(
            "\"exp\":\"" + exp + "\"",
            "\"exp\":true",
            "\"exp\":1e400",
            "\"exp\":" + exp + "000",
            "\"exp\":1e-999999999",
            "\"exp\":[" + exp + "]",
            "\"exp\":" + exp + ",\"nbf\":\"0\"",
            "\"exp\":" + exp + ",\"iat\":{}")) {
      assertRefusedBy(strict, "{" + times + ",\"aud\":\"api\"" + login + rest + "}");
    }
    String good = "{\"exp\":" + exp + rest;
    for (String names :
        List.of(
            login + ",\"aud\":1",
            login + ",\"aud\":[\"api\",1]",
            login + ",\"aud\":{\"api\":1}",
            ",\"aud\":\"api\",\"iss\":[\"https://login\"]",
            ",\"aud\":\"api\",\"iss\":null")) {
      assertRefusedBy(strict, good + names + "}");
    }
  }

  private static void assertRefusedBy(TokenVerifier strict, String claims) {
    assertThrows(TokenRefused.class, () -> strict.verify(bearer(claims)), claims);
  }

  /** Signed as it stands, which no library would. */
  private static Optional<String> bearer(String claims) {
    JWSObject token = new JWSObject(new JWSHeader(JWSAlgorithm.HS256), new Payload(claims));
    try {
      token.sign(new MACSigner(KEY));
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
    return Optional.of("Bearer " + token.serialize());
  }

  @Test
  void numbersBeyondReason_areNoClaims() {
    String claims = "{\"sub\":\"u1\",\"tenant_id\":\"t1\",\"role\":\"user\",\"exp\":%s,\"n\":%s}";
    assertEquals("u1", verifier.verify(bearer(claims.formatted("4102444800", "1"))).subject());
    for (String number : List.of("1e99999999999", "1e2147483648", "-1e-2147483649")) {
      for (String wrong :
          List.of(claims.formatted(number, "1"), claims.formatted("4102444800", number))) {
        assertEquals(Reason.TOKEN_INVALID, refusal(bearer(wrong).orElseThrow()), wrong);
      }
    }
    String far = claims.formatted("1e999999999", "1");
    assertEquals(Reason.TOKEN_INVALID, refusal(bearer(far).orElseThrow()));
  }

  /** The driver would send a question mark for it: the id of another. */
  @Test
  void halvesOfSurrogatePairs_areNoIds() {
    String claims = "{\"sub\":\"%s\",\"tenant_id\":\"%s\",\"role\":\"user\",\"exp\":4102444800}";
    String whole = "a\\ud83d\\ude00";
    Principal principal = verifier.verify(bearer(claims.formatted("u1", whole)));
    assertEquals(Optional.of("a😀"), principal.tenantId());
    for (String half : List.of("a\\ud83d", "\\ude00a", "\\ude00\\ud83d")) {
      for (String wrong : List.of(claims.formatted("u1", half), claims.formatted(half, "t1"))) {
        assertEquals(Reason.TOKEN_INVALID, refusal(bearer(wrong).orElseThrow()), wrong);
      }
    }
  }

  @Test
  void issuerAndAudience_areCheckedWhereConfigured() {
    TokenVerifier strict =
        new TokenVerifier(
            new TokenSettings(Secret.of(KEY), Optional.of("https://login"), Optional.of("api")),
            InstantSource.fixed(NOW));
    JWTClaimsSet good = claims().issuer("https://login").audience(List.of("x", "api")).build();
    strict.verify(Optional.of("bearer " + sign(JWSAlgorithm.HS256, KEY, good)));
    for (JWTClaimsSet bad :
        List.of(
            claims().audience("api").build(),
            claims().issuer("https://other").audience("api").build(),
            claims().issuer("https://login").build(),
            claims().issuer("https://login").audience("x").build())) {
      String token = sign(JWSAlgorithm.HS256, KEY, bad);
      assertThrows(
          TokenRefused.class, () -> strict.verify(Optional.of("Bearer " + token)), bad.toString());
    }
  }

  @Test
  void issuedTokens_verifyToTheSamePrincipal() {
    TokenSettings settings =
        new TokenSettings(Secret.of(KEY), Optional.of("https://login"), Optional.of("api"));
    TokenVerifier strict = new TokenVerifier(settings, InstantSource.fixed(NOW));
    TokenIssuer issuer = new TokenIssuer(settings, InstantSource.fixed(NOW));
    for (Role role : Role.values()) {
      Principal principal = new Principal("ünï", Optional.of("t/1"), role);
      String token = issuer.issue(principal, Duration.ofHours(1));
      assertEquals(principal, strict.verify(Optional.of("Bearer " + token)));
    }
  }

  @Test
  void settings_comeFromTheThreeVariables() {
    TokenSettings full =
        Settings.read(
            Map.of("JWT_SECRET_KEY", KEY, "JWT_ISSUER", "i", "JWT_AUDIENCE", "a")::get,
            TokenSettings::from);
    assertEquals(new TokenSettings(Secret.of(KEY), Optional.of("i"), Optional.of("a")), full);
    assertEquals(SETTINGS, Settings.read(Map.of("JWT_SECRET_KEY", KEY)::get, TokenSettings::from));
    assertThrows(
        RuntimeException.class,
        () -> Settings.read(Map.of("JWT_SECRET_KEY", "short")::get, TokenSettings::from));
  }
}
