package com.campaignsync.functions.metricsapi;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.campaignsync.domain.store.JobStatus;
import com.campaignsync.functions.metricsapi.contract.ApiDocument;
import com.campaignsync.functions.metricsapi.contract.Contract;
import com.campaignsync.functions.metricsapi.contract.Operation;
import com.campaignsync.functions.metricsapi.contract.Parameter;
import com.campaignsync.functions.metricsapi.contract.Samples;
import com.campaignsync.runtime.jwt.Principal;
import com.campaignsync.runtime.jwt.Role;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every documented limit is tried at it and beyond it. */
class OpenApiLimitsTest {

  private static final ApiDocument DOCUMENT = Contract.document();

  private final TestApi api =
      new TestApi(fakes(), InstantSource.fixed(Instant.parse("2026-03-28T23:30:00Z")));

  /** No job is waited for. */
  private static Fakes fakes() {
    Fakes fakes = new Fakes();
    fakes.born = JobStatus.COMPLETED;
    return fakes;
  }

  static Stream<Arguments> parameters() {
    return DOCUMENT.operations().stream()
        .flatMap(
            operation ->
                operation.queryParameters().stream()
                    .filter(parameter -> !parameter.opaque())
                    .map(parameter -> Arguments.of(operation, parameter.name(), parameter)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("parameters")
  void aParameter_isTakenAtItsLimitsAndRefusedBeyond(
      Operation operation, String name, Parameter parameter) {
    List<Executable> checks = new ArrayList<>();
    for (String good : Samples.good(parameter.schema())) {
      checks.add(
          () -> {
            TestApi.Answer answer = send(operation, query(operation, parameter, good));
            assertNotEquals(400, answer.status(), good + ": " + answer.text());
          });
    }
    for (String bad : Samples.bad(parameter.schema())) {
      checks.add(
          () -> {
            TestApi.Answer answer = send(operation, "?" + name + "=" + encode(bad));
            assertEquals(400, answer.status(), bad + ": " + answer.text());
          });
    }
    assertAll(checks);
  }

  /** One day is a range within every limit on ranges. */
  private static String query(Operation operation, Parameter parameter, String value) {
    boolean range = parameter.name().equals("start_date") || parameter.name().equals("end_date");
    return range
        ? "?start_date=" + value + "&end_date=" + value
        : "?" + parameter.name() + "=" + encode(value);
  }

  static Stream<Arguments> fields() {
    return DOCUMENT.operations().stream()
        .filter(operation -> operation.requestSchema().isPresent())
        .flatMap(OpenApiLimitsTest::fields);
  }

  private static Stream<Arguments> fields(Operation operation) {
    JsonNode schema = DOCUMENT.resolved(operation.requestSchema().orElseThrow());
    List<Arguments> fields = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : schema.path("properties").properties()) {
      fields.add(Arguments.of(operation, field.getKey(), plain(field.getValue())));
    }
    return fields.stream();
  }

  /** The schema of the values other than null. */
  private static JsonNode plain(JsonNode schema) {
    return DOCUMENT.resolved(schema.has("anyOf") ? schema.path("anyOf").path(0) : schema);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("fields")
  void aField_isTakenAtItsLimitsAndRefusedBeyond(
      Operation operation, String name, JsonNode schema) {
    List<Executable> checks = new ArrayList<>();
    for (JsonNode good : Samples.goodValues(schema)) {
      checks.add(
          () -> {
            TestApi.Answer answer = send(operation, body(operation, name, good));
            assertFalse(answer.status() == 400, good + ": " + answer.text());
          });
    }
    for (JsonNode bad : Samples.badValues(schema)) {
      checks.add(
          () -> {
            TestApi.Answer answer = send(operation, body(operation, name, bad));
            assertEquals(400, answer.status(), bad + ": " + answer.text());
          });
    }
    assertAll(checks);
  }

  /** The first example with another value of one field; a range ends where it begins. */
  private static ObjectNode body(Operation operation, String field, JsonNode value) {
    ObjectNode body = example(operation).deepCopy();
    body.set(field, value);
    if (field.equals("start_date") || field.equals("end_date")) {
      body.set("start_date", value);
      body.set("end_date", value);
    }
    return body;
  }

  private static JsonNode example(Operation operation) {
    JsonNode examples = operation.node().at("/requestBody/content/application~1json/examples");
    return examples.isMissingNode()
        ? JsonNodeFactory.instance.objectNode()
        : examples.elements().next().path("value");
  }

  private TestApi.Answer send(Operation operation, String query) {
    String body = example(operation).toString();
    return api.send(operation.method(), path(operation) + query, operator(), body);
  }

  private TestApi.Answer send(Operation operation, ObjectNode body) {
    return api.send(operation.method(), path(operation), operator(), body.toString());
  }

  private static Principal operator() {
    return new Principal("root", Optional.of("t1"), Role.SUPER_ADMIN);
  }

  private static String path(Operation operation) {
    return operation.template().replaceAll("\\{[^}]+\\}", Fakes.CONNECTION_A.toString());
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
