package com.campaignsync.runtime.jwt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.runtime.jwt.TokenRefused.Reason;
import com.campaignsync.runtime.settings.Secret;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64.Encoder;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tokens signed with keys that an issuer publishes, read from a real server. */
class PublishedKeysTest {

  private static final Instant NOW = Instant.parse("2026-03-29T00:59:59Z");
  private static final RSAKey RSA = rsa("r1", 2048);
  private static final RSAKey NEXT = rsa("r2", 2048);
  private static final ECKey EC = ec("e1");
  private static final String CLAIMS = claims("\"role\":\"user\",\"tenant_id\":\"t1\"");

  private final KeyServer server = new KeyServer();

  @AfterEach
  void stop() {
    server.close();
  }

  private static RSAKey rsa(String id, int bits) {
    try {
      return new RSAKeyGenerator(bits, true).keyID(id).keyUse(KeyUse.SIGNATURE).generate();
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static ECKey ec(String id) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String claims(String more) {
    return "{\"sub\":\"u1\",\"exp\":%d,%s}".formatted(NOW.getEpochSecond() + 60, more);
  }

  private void publish(JWK... keys) {
    server.body = new JWKSet(List.of(keys)).toString(true);
  }

  private TokenVerifier verifier() {
    return verifier(Optional.empty(), PublishedKeys.READ_INTERVAL);
  }

  private TokenVerifier verifier(Optional<String> secret, Duration readInterval) {
    return new TokenVerifier(
        new TokenSettings(
            secret.map(Secret::of), Optional.of(server.url()), Optional.empty(), Optional.empty()),
        new Signatures(
            secret.map(key -> key.getBytes(StandardCharsets.UTF_8)),
            Optional.of(new PublishedKeys(server.url(), readInterval))),
        InstantSource.fixed(NOW));
  }

  private static String sign(JWSHeader header, String payload, JWSSigner signer) {
    try {
      JWSObject token = new JWSObject(header, new Payload(payload));
      token.sign(signer);
      return "Bearer " + token.serialize();
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String rs256(RSAKey key, String payload) {
    return rs256(key, new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()), payload);
  }

  private static String rs256(RSAKey key, JWSHeader.Builder header, String payload) {
    try {
      return sign(
          header.build(), payload, new RSASSASigner(key, Set.of(AllowWeakRSAKey.getInstance())));
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static JWSHeader.Builder rs256() {
    return new JWSHeader.Builder(JWSAlgorithm.RS256);
  }

  private static String es256(ECKey key) {
    try {
      JWSHeader header =
          new JWSHeader.Builder(JWSAlgorithm.ES256)
              .keyID(key.getKeyID())
              .type(JOSEObjectType.JWT)
              .build();
      return sign(header, CLAIMS, new ECDSASigner(key));
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Principal verify(TokenVerifier verifier, String token) {
    return verifier.verify(Optional.of(token));
  }

  private static void assertInvalid(TokenVerifier verifier, String token) {
    TokenRefused refused = assertThrows(TokenRefused.class, () -> verify(verifier, token), token);
    assertEquals(Reason.TOKEN_INVALID, refused.reason());
  }

  @Test
  void rs256AndEs256_areReadWithOneReadingOfTheKeys() {
    publish(RSA.toPublicJWK(), EC.toPublicJWK());
    TokenVerifier verifier = verifier();
    assertEquals(0, server.reads.get(), "nothing is read before a token needs it");
    for (int i = 0; i < 5; i++) {
      assertEquals("u1", verify(verifier, rs256(RSA, CLAIMS)).subject());
      assertEquals("u1", verify(verifier, es256(EC)).subject());
    }
    assertEquals(1, server.reads.get());
  }

  @Test
  void rotatedKey_isFoundByReadingAgain() {
    publish(RSA.toPublicJWK());
    TokenVerifier verifier = verifier();
    verify(verifier, rs256(RSA, CLAIMS));
    publish(NEXT.toPublicJWK());
    assertEquals("u1", verify(verifier, rs256(NEXT, CLAIMS)).subject());
    assertInvalid(verifier, rs256(RSA, CLAIMS));
  }

  @Test
  void madeUpKeyIds_readAtMostTwiceInTheInterval() {
    publish(RSA.toPublicJWK());
    TokenVerifier verifier = verifier();
    verify(verifier, rs256(RSA, CLAIMS));
    for (int i = 0; i < 20; i++) {
      assertInvalid(
          verifier,
          rs256(NEXT, new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("made-up-" + i), CLAIMS));
    }
    assertTrue(server.reads.get() <= 2, "read " + server.reads.get() + " times");
    assertEquals("u1", verify(verifier, rs256(RSA, CLAIMS)).subject());
  }

  @Test
  void issuerThatDoesNotAnswer_isNeither401NorOpen() {
    server.status = 500;
    TokenVerifier verifier = verifier();
    for (int i = 0; i < 5; i++) {
      assertThrows(KeysUnavailable.class, () -> verify(verifier, rs256(RSA, CLAIMS)));
    }
    assertTrue(server.reads.get() <= 2, "read " + server.reads.get() + " times");
    server.close();
    TokenVerifier other = verifier();
    assertThrows(KeysUnavailable.class, () -> verify(other, rs256(RSA, CLAIMS)));
  }

  @Test
  void issuerThatComesBack_isAskedAgain() {
    server.status = 500;
    TokenVerifier verifier = verifier(Optional.empty(), Duration.ofMillis(1));
    assertThrows(KeysUnavailable.class, () -> verify(verifier, rs256(RSA, CLAIMS)));
    server.status = 200;
    publish(RSA.toPublicJWK());
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (true) {
      try {
        assertEquals("u1", verify(verifier, rs256(RSA, CLAIMS)).subject());
        return;
      } catch (KeysUnavailable notYet) {
        assertTrue(System.nanoTime() < deadline, "the keys are there again");
      }
    }
  }

  @Test
  void knownKeys_outliveAnOutage_unknownOnesWait() {
    publish(RSA.toPublicJWK());
    TokenVerifier verifier = verifier();
    verify(verifier, rs256(RSA, CLAIMS));
    server.status = 503;
    assertEquals("u1", verify(verifier, rs256(RSA, CLAIMS)).subject());
    for (int i = 0; i < 3; i++) {
      assertThrows(KeysUnavailable.class, () -> verify(verifier, rs256(NEXT, CLAIMS)));
    }
  }

  @Test
  void readingUnderWay_isNoOutage() throws Exception {
    JwksReader reader = new JwksReader();
    assertTrue(reader.hasFailedLast(), "none was read yet");
    reader.retrieveResource(server.url().toURL());
    assertFalse(reader.hasFailedLast());
    server.isSilent = true;
    CompletableFuture<Void> silent =
        CompletableFuture.runAsync(
            () ->
                assertThrows(
                    IOException.class, () -> reader.retrieveResource(server.url().toURL())));
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (server.reads.get() < 2) {
      assertTrue(System.nanoTime() < deadline, "the second reading begins");
      Thread.onSpinWait();
    }
    assertFalse(silent.isDone());
    assertFalse(reader.hasFailedLast(), "nobody knows yet how it ends");
    silent.get(10, TimeUnit.SECONDS);
    assertTrue(reader.hasFailedLast());
  }

  @Test
  void readings_areBoundedInTimeSizeAndPlace() {
    server.isSilent = true;
    long began = System.nanoTime();
    assertThrows(KeysUnavailable.class, () -> verify(verifier(), rs256(RSA, CLAIMS)));
    assertTrue(System.nanoTime() - began < Duration.ofSeconds(5).toNanos());
    server.isSilent = false;
    publish(RSA.toPublicJWK());
    server.body += " ".repeat(JwksReader.BYTES_MAX);
    assertThrows(KeysUnavailable.class, () -> verify(verifier(), rs256(RSA, CLAIMS)));
    publish(RSA.toPublicJWK());
    server.status = 302;
    server.location = server.url().toString();
    assertThrows(KeysUnavailable.class, () -> verify(verifier(), rs256(RSA, CLAIMS)));
    server.status = 200;
    server.body = "<html>login</html>";
    assertThrows(KeysUnavailable.class, () -> verify(verifier(), rs256(RSA, CLAIMS)));
  }

  @Test
  void publicKey_neverServesAsSharedOne() throws Exception {
    publish(RSA.toPublicJWK());
    Encoder base64 = java.util.Base64.getEncoder();
    String der = base64.encodeToString(RSA.toRSAPublicKey().getEncoded());
    String pem = "-----BEGIN PUBLIC KEY-----\n" + der + "\n-----END PUBLIC KEY-----\n";
    for (byte[] key :
        List.of(
            RSA.toRSAPublicKey().getEncoded(),
            pem.getBytes(StandardCharsets.UTF_8),
            RSA.getModulus().decode(),
            RSA.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8))) {
      JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("r1").build();
      String forged = sign(header, CLAIMS, new MACSigner(key));
      assertInvalid(verifier(), forged);
      assertInvalid(verifier(Optional.of("k".repeat(32)), PublishedKeys.READ_INTERVAL), forged);
    }
  }

  @Test
  void bothKinds_goSideBySide_eachWithItsOwnKey() throws Exception {
    publish(RSA.toPublicJWK());
    String secret = "k".repeat(32);
    TokenVerifier both = verifier(Optional.of(secret), PublishedKeys.READ_INTERVAL);
    assertEquals("u1", verify(both, rs256(RSA, CLAIMS)).subject());
    JWSHeader header = new JWSHeader(JWSAlgorithm.HS256);
    assertEquals("u1", verify(both, sign(header, CLAIMS, new MACSigner(secret))).subject());
    assertInvalid(verifier(), sign(header, CLAIMS, new MACSigner(secret)));
  }

  @Test
  void otherAlgorithmsOfTheSameKey_areRefused() {
    publish(RSA.toPublicJWK());
    for (JWSAlgorithm other : List.of(JWSAlgorithm.RS384, JWSAlgorithm.RS512, JWSAlgorithm.PS256)) {
      assertInvalid(verifier(), rs256(RSA, new JWSHeader.Builder(other).keyID("r1"), CLAIMS));
    }
  }

  @Test
  void tokensThatBringTheirOwnKeyOrMeaning_areRefused() throws Exception {
    publish(RSA.toPublicJWK());
    URI evil = URI.create("https://evil.example/keys");
    List<JWSHeader.Builder> headers =
        List.of(
            rs256().jwk(NEXT.toPublicJWK()),
            rs256().jwkURL(evil),
            rs256().x509CertURL(evil),
            rs256().x509CertChain(List.of(Base64.encode("x"))),
            rs256().criticalParams(Set.of("exp")).customParam("exp", 1),
            rs256().contentType("JWT"),
            rs256().type(new JOSEObjectType("dpop+jwt")),
            rs256().keyID("x".repeat(257)),
            rs256().keyID("../../dev/null"),
            rs256().keyID("' OR 1=1 --"));
    for (JWSHeader.Builder header : headers) {
      assertInvalid(verifier(), rs256(RSA, header, CLAIMS));
      assertInvalid(verifier(), rs256(NEXT, header, CLAIMS));
    }
  }

  @Test
  void repeatedClaimsAndFutureIssue_areRefused() {
    publish(RSA.toPublicJWK());
    assertInvalid(
        verifier(),
        rs256(RSA, claims("\"role\":\"user\",\"tenant_id\":\"t1\",\"tenant_id\":\"t2\"")));
    assertInvalid(
        verifier(),
        rs256(
            RSA,
            claims(
                "\"role\":\"user\",\"tenant_id\":\"t1\",\"iat\":" + (NOW.getEpochSecond() + 31))));
    verify(
        verifier(),
        rs256(
            RSA,
            claims(
                "\"role\":\"user\",\"tenant_id\":\"t1\",\"iat\":" + (NOW.getEpochSecond() + 30))));
    assertInvalid(verifier(), rs256(RSA, claims("\"role\":\"user\",\"tenant_id\":\"t\\u0000\"")));
    assertInvalid(verifier(), rs256(RSA, "foo"));
    assertInvalid(verifier(), rs256(RSA, "[" + CLAIMS + "]"));
  }

  @Test
  void keysForOtherPurposesOrTooWeak_areNotUsed() {
    RSAKey forSecrets = new RSAKey.Builder(RSA.toPublicJWK()).keyUse(KeyUse.ENCRYPTION).build();
    publish(forSecrets);
    assertInvalid(verifier(), rs256(RSA, CLAIMS));
    RSAKey forPs256 = new RSAKey.Builder(RSA.toPublicJWK()).algorithm(JWSAlgorithm.PS256).build();
    publish(forPs256);
    assertInvalid(verifier(), rs256(RSA, CLAIMS));
    RSAKey small = rsa("small", 1024);
    publish(small.toPublicJWK());
    assertInvalid(verifier(), rs256(small, CLAIMS));
  }
}
