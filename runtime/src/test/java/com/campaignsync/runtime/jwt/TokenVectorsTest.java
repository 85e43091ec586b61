package com.campaignsync.runtime.jwt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nimbusds.jose.util.Base64URL;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Wycheproof's vectors for signed and encrypted tokens. The keys are put where this product would
 * have them: a symmetric one as the shared key, all of them at the issuer's address.
 */
class TokenVectorsTest {

  private static final Path DATA = Path.of("../../shared/data/badinput");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final KeyServer server = new KeyServer();

  @AfterEach
  void stop() {
    server.close();
  }

  /** How many vectors of each kind were met. */
  private record Tally(int accepted, int refused) {}

  @Test
  void signedTokens_areAcceptedAndRefusedAsTheVectorsSay() throws IOException {
    // Good are three: HS256, ES256 and RS256 by one key each. A set of shared keys cannot be had.
    assertEquals(new Tally(3, 46), run("json_web_crypto_test.json", "jws"));
  }

  @Test
  void encryptedTokens_areAllRefused() throws IOException {
    assertEquals(new Tally(0, 34), run("json_web_crypto_test.json", "jwe"));
  }

  @Test
  void unusableKeys_signNothing() throws IOException {
    // Good are two: RS256, and HS256 by a long key; HS384 and HS512 are not ours.
    assertEquals(new Tally(2, 24), run("json_web_key_test.json", "jws"));
  }

  private Tally run(String file, String kind) throws IOException {
    Path path = DATA.resolve(file);
    assumeTrue(Files.exists(path), path + " is not there");
    int accepted = 0;
    int refused = 0;
    for (JsonNode group : JSON.readTree(path.toFile()).get("testGroups")) {
      for (JsonNode vector : group.get("tests")) {
        if (vector.has(kind)) {
          boolean isGood = isAccepted(group, token(vector.get(kind)));
          boolean mayBeGood = vector.get("result").asText().equals("valid");
          assertTrue(mayBeGood || !isGood, file + " " + vector);
          accepted += isGood ? 1 : 0;
          refused += isGood ? 0 : 1;
        }
      }
    }
    return new Tally(accepted, refused);
  }

  private static String token(JsonNode token) {
    return token.isTextual() ? token.textValue() : token.toString();
  }

  private boolean isAccepted(JsonNode group, String token) {
    JsonNode keys = group.has("public") ? group.get("public") : group.get("private");
    server.body = keys.has("keys") ? keys.toString() : "{\"keys\":[" + keys + "]}";
    try {
      Signatures signatures =
          new Signatures(
              sharedKey(group.get("private")), Optional.of(new PublishedKeys(server.url())));
      signatures.payload(token);
      return true;
    } catch (TokenRefused | KeysUnavailable | IllegalArgumentException refused) {
      return false;
    }
  }

  /** There is one setting for one key, and it is for HS256. */
  private static Optional<byte[]> sharedKey(JsonNode keys) {
    JsonNode key = keys.has("keys") ? keys.get("keys").get(0) : keys;
    boolean isOne = !keys.has("keys") || keys.get("keys").size() == 1;
    return isOne
            && key.path("kty").asText().equals("oct")
            && key.path("alg").asText().equals("HS256")
        ? Optional.of(new Base64URL(key.get("k").asText()).decode())
        : Optional.empty();
  }
}
