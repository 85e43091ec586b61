package com.campaignsync.functions.metricsapi.contract;

import com.campaignsync.runtime.http.Json;
import com.campaignsync.runtime.http.Problem;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds what an answer has that the document does not say, or lacks that it does. */
public final class Contract {

  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");

  /** The document that the API serves; read once. */
  private static final Contract SERVED = new Contract(ApiDocument.read());

  private final ApiDocument document;
  private final Schemas schemas;

  private Contract(ApiDocument document) {
    this.document = document;
    this.schemas = new Schemas(document.root());
  }

  /** Fails if the answer is not one that the document describes. */
  public static void check(Exchange exchange) {
    List<String> errors = SERVED.errors(exchange);
    if (!errors.isEmpty()) {
      throw new AssertionError(
          exchange
              + " is not as openapi.json says: "
              + String.join("; ", errors)
              + "\n"
              + new String(exchange.body(), StandardCharsets.UTF_8));
    }
  }

  /** The document. */
  public static ApiDocument document() {
    return SERVED.document;
  }

  /** Its schemas. */
  public static Schemas schemas() {
    return SERVED.schemas;
  }

  /** The example of a schema, for fakes that must answer every field. */
  public static Map<String, Object> example(String schema) {
    JsonNode example = SERVED.document.schema(schema).path("examples").path(0);
    if (!example.isObject()) {
      throw new IllegalArgumentException("the schema " + schema + " has no example");
    }
    return new JsonMapper()
        .convertValue(example, new TypeReference<LinkedHashMap<String, Object>>() {});
  }

  private List<String> errors(Exchange exchange) {
    Optional<Described> described = described(exchange);
    if (described.isEmpty()) {
      return List.of("the status is not described");
    }
    List<String> errors = new ArrayList<>();
    checkHeaders(exchange, described.get().response(), errors);
    checkBody(exchange, described.get(), errors);
    return errors;
  }

  /** A response object, and where it stands. */
  private record Described(String pointer, JsonNode response) {}

  private Optional<Described> described(Exchange exchange) {
    Optional<Operation> operation = document.find(exchange.method(), exchange.path());
    if (operation.isEmpty()) {
      return outside(exchange)
          .map(name -> "/components/responses/" + name)
          .map(pointer -> new Described(pointer, document.root().at(pointer)));
    }
    String pointer =
        "/paths/%s/%s/responses/%d"
            .formatted(
                operation.get().template().replace("~", "~0").replace("/", "~1"),
                operation.get().method().toLowerCase(Locale.ROOT),
                exchange.status());
    JsonNode node = document.root().at(pointer);
    if (node.isMissingNode()) {
      return Optional.empty();
    }
    return Optional.of(
        node.has("$ref")
            ? new Described(node.path("$ref").asText().substring(1), document.resolved(node))
            : new Described(pointer, node));
  }

  /** What answers requests that are for no operation: each kind has its one status. */
  private Optional<String> outside(Exchange exchange) {
    List<String> kinds = new ArrayList<>(List.of("UriTooLong", "HeadersTooLarge"));
    if (!document.hasPath(exchange.path())) {
      kinds.add("NotFound");
    } else {
      kinds.add(exchange.method().equals("OPTIONS") ? "Preflight" : "MethodNotAllowed");
    }
    return kinds.stream()
        .filter(kind -> document.sharedResponse(kind).path("x-status").asInt() == exchange.status())
        .findFirst();
  }

  private void checkHeaders(Exchange exchange, JsonNode response, List<String> errors) {
    JsonNode described = response.path("headers");
    described
        .fields()
        .forEachRemaining(field -> checkHeader(exchange, field.getKey(), field.getValue(), errors));
    Set<String> common = document.commonHeaders();
    for (String name : exchange.headers().keySet()) {
      if (!common.contains(name) && !hasIgnoringCase(described, name)) {
        errors.add("the header " + name + " is not described");
      }
    }
  }

  private static boolean hasIgnoringCase(JsonNode object, String name) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names.stream().anyMatch(name::equalsIgnoreCase);
  }

  private void checkHeader(
      Exchange exchange, String name, JsonNode described, List<String> errors) {
    JsonNode header = document.resolved(described);
    Optional<String> value = exchange.header(name);
    if (value.isEmpty() && header.path("required").asBoolean(false)) {
      errors.add("the header " + name + " is missing");
    }
    value.ifPresent(
        text ->
            schemas
                .errorsBy(header.path("schema"), typed(text, header.path("schema")))
                .forEach(error -> errors.add("header " + name + ": " + error)));
  }

  private static JsonNode typed(String text, JsonNode schema) {
    boolean whole = schema.path("type").asText().equals("integer") && WHOLE.matcher(text).matches();
    return whole
        ? JsonNodeFactory.instance.numberNode(Long.parseLong(text))
        : JsonNodeFactory.instance.textNode(text);
  }

  private void checkBody(Exchange exchange, Described described, List<String> errors) {
    JsonNode content = described.response().path("content");
    if (exchange.method().equals("HEAD") || content.isMissingNode()) {
      if (exchange.body().length > 0) {
        errors.add("a body where none is described");
      }
      return;
    }
    String type = exchange.mediaType();
    if (!content.has(type)) {
      errors.add("the media type '" + type + "' is not described");
    } else if (type.endsWith("json")) {
      String media = described.pointer() + "/content/" + type.replace("/", "~1") + "/schema";
      errors.addAll(jsonErrors(media, exchange.body()));
    }
  }

  private List<String> jsonErrors(String pointer, byte[] body) {
    try {
      return schemas.errors(pointer, Json.read(body));
    } catch (Problem malformed) {
      return List.of("the body is no JSON: " + malformed.detail());
    }
  }

  /** Whether an address looks like one of this API, and not of another server under test. */
  public static boolean covers(String path) {
    return path.startsWith("/api/")
        || path.startsWith("/connections")
        || path.startsWith("/docs")
        || path.equals("/health");
  }
}
