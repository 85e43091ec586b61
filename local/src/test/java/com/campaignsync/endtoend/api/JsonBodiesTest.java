package com.campaignsync.endtoend.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.functions.metricsapi.contract.Call;
import com.campaignsync.functions.metricsapi.contract.Contract;
import com.campaignsync.functions.metricsapi.contract.Operation;
import com.campaignsync.runtime.jwt.Role;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bodies are JSON exactly where JSONTestSuite says so, and strictly: a key is said once. */
class JsonBodiesTest {

  /** JSON by the grammar; which of two values is meant nobody knows, so neither is taken. */
  private static final Set<String> REPEATED_KEYS =
      Set.of("y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json");

  /** No body at all, which is an empty object where a body may be left out. */
  private static final String NOTHING = "n_structure_no_data.json";

  @TempDir Path directory;

  @Test
  void everyOperationWithABody_parsesAsJsonTestSuiteSays() throws Exception {
    List<Path> files = BadInput.parsingFiles();
    int tried = 0;
    try (ApiStack stack = new ApiStack(directory)) {
      StateDigest state = new StateDigest(stack.sql);
      Map<String, String> before = state.now();
      for (Operation operation : Contract.document().operations()) {
        if (operation.requestSchema().isPresent()) {
          for (Path file : files) {
            check(stack, operation, file);
            tried++;
          }
        }
      }
      assertEquals(before, state.now(), "nothing of it changed anything");
    }
    assertTrue(tried > 300, tried + " bodies");
  }

  private static void check(ApiStack stack, Operation operation, Path file) throws Exception {
    String name = file.getFileName().toString();
    byte[] content = Files.readAllBytes(file);
    // As the value of a field that nobody knows, so that it is read and nothing done.
    Call inside = send(stack, operation, wrapped(content));
    String reason = inside.json().path("reason").asText();
    if (name.startsWith("y_")) {
      assertEquals(
          REPEATED_KEYS.contains(name) ? "MALFORMED_JSON" : "UNKNOWN_FIELD",
          reason,
          name + inside.text());
    } else if (name.startsWith("n_") && !name.equals(NOTHING)) {
      Call whole = send(stack, operation, content);
      assertEquals(400, whole.status(), name + whole.text());
      assertEquals("MALFORMED_JSON", whole.json().path("reason").asText(), name);
    } else {
      assertEquals(400, inside.status(), name + inside.text());
    }
  }

  private static Call send(ApiStack stack, Operation operation, byte[] body) throws Exception {
    String path = operation.template().replaceAll("\\{[^}]+\\}", UUID.randomUUID().toString());
    String token = ApiStack.token(ApiStack.caller(ApiStack.MINE, Role.SUPER_ADMIN));
    return stack.send(operation.method(), path, Map.of("Authorization", List.of(token)), body);
  }

  private static byte[] wrapped(byte[] value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes("{\"no such field\":".getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes(value);
    bytes.writeBytes("}".getBytes(StandardCharsets.UTF_8));
    return bytes.toByteArray();
  }
}
