package com.campaignsync.endtoend.api;

import static com.campaignsync.endtoend.api.ApiStack.MINE;
import static com.campaignsync.endtoend.api.ApiStack.THEIRS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.functions.metricsapi.contract.ApiDocument;
import com.campaignsync.functions.metricsapi.contract.Call;
import com.campaignsync.functions.metricsapi.contract.Contract;
import com.campaignsync.functions.metricsapi.contract.Operation;
import com.campaignsync.functions.metricsapi.contract.Parameter;
import com.campaignsync.runtime.jwt.Role;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation of the document by every kind of caller: nobody reaches another tenant. */
class TenantMatrixTest {

  private static final ApiDocument DOCUMENT = Contract.document();

  @TempDir static Path directory;

  private static ApiStack stack;
  private static StateDigest state;

  private String theirsBefore = "";

  @BeforeAll
  static void start() throws Exception {
    stack = new ApiStack(directory);
    state = new StateDigest(stack.sql);
  }

  @AfterAll
  static void stop() throws Exception {
    if (stack != null) {
      stack.close();
    }
  }

  @BeforeEach
  void noteTheirState() throws Exception {
    theirsBefore = state.now().get(THEIRS);
  }

  @AfterEach
  void theirStateIsUntouched() throws Exception {
    assertEquals(theirsBefore, state.now().get(THEIRS));
  }

  static Stream<Operation> protectedOperations() {
    return DOCUMENT.operations().stream().filter(operation -> !operation.isPublic());
  }

  static Stream<Operation> operationsOfATenant() {
    return protectedOperations().filter(operation -> takes(operation, "tenant_id"));
  }

  static Stream<Operation> operationsWithIds() {
    return operationsOfATenant()
        .filter(
            operation -> !operation.pathParameters().isEmpty() || !bodyIds(operation).isEmpty());
  }

  private static boolean takes(Operation operation, String parameter) {
    return operation.queryParameters().stream().anyMatch(one -> one.name().equals(parameter));
  }

  @ParameterizedTest
  @MethodSource("protectedOperations")
  void callersWithoutAGoodToken_areRefused(Operation operation) throws Exception {
    String good = ApiStack.token(ApiStack.caller(MINE, Role.SUPER_ADMIN));
    Map<String, String> tokens =
        Map.of(
            "",
            "TOKEN_MISSING",
            "Basic YWRtaW46YWRtaW4=",
            "TOKEN_MISSING",
            "Bearer nonsense",
            "TOKEN_INVALID",
            good.substring(0, good.length() - 4) + "AAAA",
            "TOKEN_INVALID",
            ApiStack.token(ApiStack.caller(MINE, Role.SUPER_ADMIN), Instant.now(), "x".repeat(32)),
            "TOKEN_INVALID",
            ApiStack.expired(ApiStack.caller(MINE, Role.SUPER_ADMIN)),
            "TOKEN_EXPIRED");
    for (Map.Entry<String, String> token : tokens.entrySet()) {
      Call answer = send(operation, MINE, "", token.getKey());
      assertEquals(401, answer.status(), answer::text);
      assertEquals(token.getValue(), answer.json().path("reason").asText(), answer::text);
    }
  }

  @ParameterizedTest
  @MethodSource("protectedOperations")
  void rolesBelowTheOperations_areForbidden(Operation operation) throws Exception {
    Role needed = Role.valueOf(operation.role().toUpperCase(Locale.ROOT));
    for (Role role : Role.values()) {
      if (!role.includes(needed)) {
        Call answer = send(operation, MINE, "", ApiStack.token(ApiStack.caller(MINE, role)));
        assertEquals(403, answer.status(), answer::text);
        assertEquals("FORBIDDEN", answer.json().path("reason").asText(), answer::text);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("operationsOfATenant")
  void usersThatNameAnotherTenant_areForbidden(Operation operation) throws Exception {
    for (String named : List.of(THEIRS, "no-such-tenant")) {
      Call answer =
          send(
              operation,
              THEIRS,
              "?tenant_id=" + named,
              ApiStack.token(ApiStack.caller(MINE, Role.USER)));
      assertEquals(403, answer.status(), answer::text);
    }
  }

  /** By path and body, as a user and as an operator who acts for its own tenant. */
  @ParameterizedTest
  @MethodSource("operationsWithIds")
  void anothersId_isAnsweredAsOneThatDoesNotExist(Operation operation) throws Exception {
    String unknown = UUID.randomUUID().toString();
    for (Role role : Role.values()) {
      if (role.includes(Role.valueOf(operation.role().toUpperCase(Locale.ROOT)))) {
        String token = ApiStack.token(ApiStack.caller(MINE, role));
        Call theirs = send(operation, THEIRS, "", token);
        Call nobodys =
            stack.send(
                operation.method(),
                path(operation, id -> unknown),
                token,
                body(operation, id -> unknown));
        assertEquals(404, theirs.status(), theirs::text);
        assertEquals(nobodys.text(), theirs.text());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("operationsOfATenant")
  void filtersByAnothersIds_findNothing(Operation operation) throws Exception {
    String token = ApiStack.token(ApiStack.caller(MINE, Role.USER));
    if (!operation.method().equals("GET") || !operation.role().equals("user")) {
      return;
    }
    for (Parameter parameter : operation.queryParameters()) {
      if (parameter.name().startsWith("connection_id")
          || parameter.name().startsWith("campaign_space_id")) {
        String theirs = id(operation, parameter.name(), THEIRS);
        Call answer = send(operation, MINE, "?" + parameter.name() + "=" + theirs, token);
        assertNothingOfTheirs(answer, theirs);
        assertFalse(answer.text().contains(MINE + "-"), answer::text);
      }
    }
  }

  /** The control: the same requests with the tenant's own ids are not refused. */
  @ParameterizedTest
  @MethodSource("protectedOperations")
  void ownIds_areServedAndShowNothingOfAnother(Operation operation) throws Exception {
    if (operation.method().equals("DELETE")) {
      return;
    }
    finishJobs();
    Call answer =
        send(operation, MINE, "", ApiStack.token(ApiStack.caller(MINE, Role.SUPER_ADMIN)));
    boolean served = answer.status() < 300 || List.of(409, 422).contains(answer.status());
    assertTrue(served, answer.status() + " " + answer.text());
    if (takes(operation, "tenant_id")) {
      assertNothingOfTheirs(answer, "");
    }
  }

  private static void finishJobs() throws Exception {
    stack.sql.execute(
        "UPDATE sync_jobs SET status = 'completed', started_at = now(), completed_at = now() WHERE"
            + " completed_at IS NULL AND tenant_id = '"
            + MINE
            + "'");
  }

  private static void assertNothingOfTheirs(Call answer, String asked) throws Exception {
    List<String> ids = new ArrayList<>(List.of(THEIRS));
    for (String table : List.of("connections", "campaign_spaces", "sync_jobs", "campaign_assets")) {
      stack
          .sql
          .rows("SELECT id FROM " + table + " WHERE tenant_id = ?", THEIRS)
          .forEach(row -> ids.add(row.get(0)));
    }
    for (String id : ids) {
      assertTrue(id.equals(asked) || !answer.text().contains(id), () -> id + ": " + answer.text());
    }
  }

  private static Call send(Operation operation, String tenant, String query, String token)
      throws Exception {
    return stack.send(
        operation.method(),
        path(operation, name -> id(operation, name, tenant)) + query,
        token,
        body(operation, name -> id(operation, name, tenant)));
  }

  /** Finds an id for a parameter or field. */
  private interface Ids {
    String of(String name) throws Exception;
  }

  /** The thing of the tenant that a parameter or field names. */
  private static String id(Operation operation, String name, String tenant) throws Exception {
    return switch (name) {
      case "campaign_space_id", "campaign_space_ids" -> stack.id("campaign_spaces", tenant);
      case "job_id" -> stack.id("sync_jobs", tenant);
      case "connection_id" -> stack.id("connections", tenant);
      case "id" ->
          operation.template().contains("/tenants/") ? tenant : stack.id("connections", tenant);
      default -> throw new IllegalArgumentException("whose id is " + name + "?");
    };
  }

  private static String path(Operation operation, Ids ids) throws Exception {
    String path = operation.template();
    for (Parameter parameter : operation.pathParameters()) {
      path = path.replace("{" + parameter.name() + "}", ids.of(parameter.name()));
    }
    return path;
  }

  private static List<String> bodyIds(Operation operation) {
    List<String> names = new ArrayList<>();
    operation
        .requestSchema()
        .ifPresent(
            schema ->
                DOCUMENT
                    .resolved(schema)
                    .path("properties")
                    .fieldNames()
                    .forEachRemaining(names::add));
    names.retainAll(List.of("connection_id", "campaign_space_ids"));
    return names;
  }

  /** The operation's first example, with ids of the test's own. */
  private static String body(Operation operation, Ids ids) throws Exception {
    if (operation.requestSchema().isEmpty()) {
      return "";
    }
    JsonNode examples = operation.node().at("/requestBody/content/application~1json/examples");
    ObjectNode body = examples.elements().next().path("value").deepCopy();
    // A range of days that is kept.
    body.remove(List.of("start_date", "end_date"));
    if (DOCUMENT
        .resolved(operation.requestSchema().orElseThrow())
        .path("required")
        .toString()
        .contains("start_date")) {
      body.put("start_date", LocalDate.now(ZoneOffset.UTC).minusDays(3).toString());
    }
    if (DOCUMENT
        .resolved(operation.requestSchema().orElseThrow())
        .path("properties")
        .has("tenant_id")) {
      body.put("tenant_id", MINE);
    }
    for (String name : bodyIds(operation)) {
      String id = ids.of(name);
      body.set(
          name,
          name.endsWith("s")
              ? JsonNodeFactory.instance.arrayNode().add(id)
              : JsonNodeFactory.instance.textNode(id));
    }
    return body.toString();
  }
}
