package com.campaignsync.functions.metricsapi;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.functions.metricsapi.contract.ApiDocument;
import com.campaignsync.functions.metricsapi.contract.Contract;
import com.campaignsync.functions.metricsapi.contract.Operation;
import com.campaignsync.functions.metricsapi.contract.Parameter;
import com.campaignsync.functions.metricsapi.contract.Schemas;
import com.campaignsync.runtime.jwt.Principal;
import com.campaignsync.runtime.jwt.Role;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The document says what the API does: neither more nor less. */
class OpenApiTest {

  private static final ApiDocument DOCUMENT = Contract.document();
  private static final String ACCEPTED = "accepted: ";

  private final TestApi api =
      new TestApi(new Fakes(), InstantSource.fixed(Instant.parse("2026-03-28T23:30:00Z")));

  static Stream<Operation> operations() {
    return DOCUMENT.operations().stream();
  }

  static Stream<Operation> operationsWithABody() {
    return operations().filter(operation -> operation.requestSchema().isPresent());
  }

  @Test
  void theDocument_isOpenApi31() {
    assertEquals(List.of(), Schemas.errorsOfDocument(DOCUMENT.root()));
  }

  @Test
  void theDocument_hasExactlyTheRoutesAndTheirRoles() {
    Map<String, String> described = new TreeMap<>();
    operations().forEach(operation -> described.put(operation.toString(), operation.role()));
    Map<String, String> served = new TreeMap<>();
    api.routes()
        .forEach(
            route ->
                served.put(
                    route.method() + " " + route.template(),
                    route.access().name().toLowerCase(Locale.ROOT)));
    assertEquals(served, described);
  }

  @Test
  void onlyPublicOperations_needNoToken() {
    operations()
        .forEach(
            operation ->
                assertEquals(
                    operation.isPublic(),
                    operation.node().path("security").isArray(),
                    operation::toString));
  }

  @Test
  void operationIds_areUnique() {
    Set<String> ids = new HashSet<>();
    operations().forEach(operation -> assertTrue(ids.add(operation.id()), operation::id));
  }

  /** A refused parameter's reply lists those that the handler takes. */
  @ParameterizedTest
  @MethodSource("operations")
  void theQueryParameters_areThoseOfTheHandler(Operation operation) {
    TestApi.Answer answer = send(operation, "?no_such_parameter=1", "");
    assertEquals("UNKNOWN_PARAMETER", answer.json().path("reason").asText(), answer.text());
    Set<String> described = new TreeSet<>();
    operation.queryParameters().forEach(parameter -> described.add(parameter.name()));
    assertEquals(accepted(answer), described);
  }

  /** A refused field's reply lists those that the handler takes. */
  @ParameterizedTest
  @MethodSource("operationsWithABody")
  void theFieldsOfABody_areThoseOfTheHandler(Operation operation) {
    TestApi.Answer answer = send(operation, "", "{\"no_such_field\":1}");
    assertEquals("UNKNOWN_FIELD", answer.json().path("reason").asText(), answer.text());
    Set<String> described = new TreeSet<>();
    DOCUMENT
        .resolved(operation.requestSchema().orElseThrow())
        .path("properties")
        .fieldNames()
        .forEachRemaining(described::add);
    assertEquals(accepted(answer), described);
  }

  private static Set<String> accepted(TestApi.Answer answer) {
    String detail = answer.json().path("detail").asText();
    int list = detail.indexOf(ACCEPTED);
    return list < 0 || detail.endsWith(ACCEPTED + "none")
        ? Set.of()
        : new TreeSet<>(Arrays.asList(detail.substring(list + ACCEPTED.length()).split(", ")));
  }

  @ParameterizedTest
  @MethodSource("operationsWithABody")
  void examplesOfRequests_areValid(Operation operation) {
    JsonNode schema = operation.requestSchema().orElseThrow();
    String pointer = schema.path("$ref").asText().substring(1);
    JsonNode examples = operation.node().at("/requestBody/content/application~1json/examples");
    assertFalse(examples.isEmpty(), "no example");
    examples.forEach(
        example ->
            assertEquals(List.of(), Contract.schemas().errors(pointer, example.path("value"))));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void examplesOfAnswers_areValid(Operation operation) {
    operation
        .node()
        .path("responses")
        .fields()
        .forEachRemaining(
            response -> {
              JsonNode content =
                  DOCUMENT.resolved(response.getValue()).at("/content/application~1json");
              if (content.has("example")) {
                String pointer =
                    "/paths/%s/%s/responses/%s/content/application~1json/schema"
                        .formatted(
                            operation.template().replace("/", "~1"),
                            operation.method().toLowerCase(Locale.ROOT),
                            response.getKey());
                assertEquals(
                    List.of(), Contract.schemas().errors(pointer, content.path("example")));
              }
            });
  }

  @Test
  void examplesOfSchemas_areValid() {
    DOCUMENT
        .root()
        .at("/components/schemas")
        .fields()
        .forEachRemaining(
            schema ->
                schema
                    .getValue()
                    .path("examples")
                    .forEach(
                        example ->
                            assertEquals(
                                List.of(),
                                Contract.schemas()
                                    .errors("/components/schemas/" + schema.getKey(), example),
                                schema.getKey())));
  }

  /** What a client may rely on is named: no object of ours takes just anything. */
  @Test
  void objects_areClosedAndSayWhatIsRequired() {
    List<String> open = new ArrayList<>();
    DOCUMENT
        .root()
        .at("/components/schemas")
        .fields()
        .forEachRemaining(
            schema -> {
              JsonNode node = schema.getValue();
              if (node.has("properties")
                  && (node.path("additionalProperties").asBoolean(true) || !node.has("required"))) {
                open.add(schema.getKey());
              }
            });
    assertEquals(List.of(), open);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everyParameter_isDescribedAndBounded(Operation operation) {
    assertAll(
        operation.parameters().stream()
            .map(parameter -> () -> assertTrue(isBounded(parameter.schema()), parameter.name())));
  }

  private static boolean isBounded(JsonNode schema) {
    return switch (schema.path("type").asText()) {
      case "boolean" -> true;
      case "integer" -> schema.has("minimum") && schema.has("maximum");
      case "array" -> schema.has("maxItems") && isBounded(schema.path("items"));
      default ->
          schema.has("enum")
              || schema.has("maxLength")
              || schema.has("pattern")
              || schema.path("format").asText().equals("uuid");
    };
  }

  private TestApi.Answer send(Operation operation, String query, String body) {
    Principal operator = new Principal("root", Optional.of("t1"), Role.SUPER_ADMIN);
    return api.send(operation.method(), path(operation) + query, operator, body);
  }

  private static String path(Operation operation) {
    String path = operation.template();
    for (Parameter parameter : operation.pathParameters()) {
      path = path.replace("{" + parameter.name() + "}", Fakes.CONNECTION_A.toString());
    }
    return path;
  }
}
