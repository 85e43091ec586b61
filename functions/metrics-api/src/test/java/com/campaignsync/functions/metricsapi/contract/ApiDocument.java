package com.campaignsync.functions.metricsapi.contract;

import com.campaignsync.functions.metricsapi.docs.OpenApiDocument;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The OpenAPI document as tests want it: operations by method and path, references resolved. */
public final class ApiDocument {

  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  private final JsonNode root;
  private final List<Operation> operations = new ArrayList<>();

  private ApiDocument(JsonNode root) {
    this.root = root;
    root.path("paths")
        .fields()
        .forEachRemaining(
            path ->
                path.getValue()
                    .fields()
                    .forEachRemaining(
                        method -> {
                          if (METHODS.contains(method.getKey())) {
                            operations.add(
                                operation(method.getKey(), path.getKey(), method.getValue()));
                          }
                        }));
  }

  /** The document that the API serves. */
  public static ApiDocument read() {
    return new ApiDocument(OpenApiDocument.read());
  }

  private Operation operation(String method, String template, JsonNode node) {
    List<Parameter> parameters = new ArrayList<>();
    node.path("parameters").forEach(parameter -> parameters.add(Parameter.of(resolved(parameter))));
    JsonNode schema = node.at("/requestBody/content/application~1json/schema");
    return new Operation(
        node.path("operationId").asText(),
        method.toUpperCase(Locale.ROOT),
        template,
        node.path("x-role").asText(),
        parameters,
        schema.isMissingNode() ? Optional.empty() : Optional.of(schema),
        node);
  }

  /** What a reference within the document stands for; other nodes are themselves. */
  public JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? root.at(node.path("$ref").asText().substring(1)) : node;
  }

  /** All operations, in the document's order. */
  public List<Operation> operations() {
    return List.copyOf(operations);
  }

  /** The operation of a method and path; literal templates go before those with parameters. */
  public Optional<Operation> find(String method, String path) {
    String wanted = method.equals("HEAD") ? "GET" : method;
    return operations.stream()
        .filter(operation -> operation.method().equals(wanted) && operation.fits(path))
        .min(
            (one, other) ->
                Integer.compare(one.pathParameters().size(), other.pathParameters().size()));
  }

  /** Whether the path is one of the document's. */
  boolean hasPath(String path) {
    return operations.stream().anyMatch(operation -> operation.fits(path));
  }

  /** Headers that every response may have. */
  Set<String> commonHeaders() {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    root.path("x-headers-of-every-response").forEach(name -> names.add(name.asText()));
    return names;
  }

  /** A schema by its name. */
  public JsonNode schema(String name) {
    return root.path("components").path("schemas").path(name);
  }

  /** A response that is described once for many operations. */
  JsonNode sharedResponse(String name) {
    return root.path("components").path("responses").path(name);
  }

  /** The whole document. */
  public JsonNode root() {
    return root;
  }
}
