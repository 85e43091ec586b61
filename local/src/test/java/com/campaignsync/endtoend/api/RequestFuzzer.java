package com.campaignsync.endtoend.api;

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
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/**
 * Makes requests up from the document: most parts as it wants them, some at the limits, some beyond
 * them, of wrong types, missing, twice, or naughty. The same seed makes the same requests.
 */
final class RequestFuzzer {

  private static final ApiDocument DOCUMENT = Contract.document();

  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "get", "BREW");

  /** Of things that run-time reads; the values are made up. */
  private static final List<String> HEADERS =
      List.of(
          "Accept",
          "X-Request-Id",
          "Idempotency-Key",
          "If-None-Match",
          "If-Match",
          "Origin",
          "Content-Type",
          "Content-Encoding",
          "traceparent",
          "X-Cloud-Trace-Context",
          "X-Forwarded-For",
          "Range");

  private final Random random;
  private final List<String> naughty;
  private final List<byte[]> bodies;

  /** Ids of things that there are, of both tenants. */
  private final List<String> known;

  RequestFuzzer(long seed, List<String> naughty, List<byte[]> bodies, List<String> known) {
    this.random = new Random(seed);
    this.naughty = new ArrayList<>(naughty);
    this.naughty.addAll(
        List.of(
            "",
            "\0",
            "' OR 1=1 --",
            "%00",
            "../../etc/passwd",
            "\uD800",
            "a".repeat(5000),
            "[]",
            "{}"));
    this.bodies = new ArrayList<>(bodies);
    this.bodies.addAll(List.of("{".getBytes(StandardCharsets.UTF_8), new byte[] {(byte) 0xff}));
    this.known = known;
  }

  FuzzedRequest next(Operation operation) {
    Map<String, List<String>> headers = new HashMap<>();
    String tenant = authorize(operation, headers);
    while (chance(15)) {
      headers.put(pick(HEADERS), List.of(pick(naughty)));
    }
    if (chance(10)) {
      headers.put("Idempotency-Key", List.of(UUID.nameUUIDFromBytes(bytes(8)).toString()));
    }
    return new FuzzedRequest(
        chance(3) ? pick(METHODS) : operation.method(),
        path(operation) + query(operation),
        headers,
        body(operation),
        tenant);
  }

  /** Mostly somebody who may; answers the tenant of a user's good token. */
  private String authorize(Operation operation, Map<String, List<String>> headers) {
    String tenant = chance(20) ? ApiStack.THEIRS : ApiStack.MINE;
    int kind = random.nextInt(20);
    Principal caller =
        new Principal(
            "fuzz", Optional.of(tenant), chance(50) ? Role.USER : Role.values()[random.nextInt(3)]);
    if (kind == 0) {
      return tenant;
    }
    if (kind <= 2) {
      headers.put(
          "Authorization",
          List.of(kind == 1 ? "Bearer " + pick(naughty) : ApiStack.expired(caller)));
      return tenant;
    }
    if (kind == 3) {
      caller = new Principal("fuzz", Optional.empty(), Role.SUPER_ADMIN);
    } else if (operation.role().endsWith("admin") && kind < 14) {
      caller =
          new Principal(
              "fuzz",
              Optional.of(tenant),
              Role.valueOf(operation.role().toUpperCase(java.util.Locale.ROOT)));
    }
    headers.put("Authorization", List.of(ApiStack.token(caller)));
    return caller.role() == Role.USER ? tenant : "";
  }

  private String path(Operation operation) {
    String path = operation.template();
    for (Parameter parameter : operation.pathParameters()) {
      String value =
          switch (random.nextInt(8)) {
            case 0 -> encode(pick(naughty));
            case 1 -> encode(pick(Samples.bad(parameter.schema())));
            case 2 -> encode(pick(Samples.good(parameter.schema())));
            default -> pick(known);
          };
      path = path.replace("{" + parameter.name() + "}", value.isEmpty() ? "%20" : value);
    }
    return path;
  }

  private String query(Operation operation) {
    List<String> pairs = new ArrayList<>();
    // Most requests say little, so that one bad part does not hide all others.
    int often = chance(50) ? 15 : 45;
    for (Parameter parameter : operation.queryParameters()) {
      if (chance(often)) {
        pairs.add(pair(parameter));
      }
      if (chance(2)) {
        pairs.add(pair(parameter));
      }
    }
    if (chance(3)) {
      pairs.add(encode(pick(naughty)) + "=" + encode(pick(naughty)));
    }
    if (chance(2)) {
      pairs.add(pick(List.of("%", "%zz=1", "a=%f", "&&", "=", "tenant_id", "%ff=%fe")));
    }
    return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
  }

  private String pair(Parameter parameter) {
    String value =
        switch (random.nextInt(10)) {
          case 0 -> pick(naughty);
          case 1 -> pick(Samples.bad(parameter.schema()));
          case 2 -> parameter.name().equals("tenant_id") ? ApiStack.THEIRS : pick(known);
          default -> good(parameter);
        };
    return parameter.name() + "=" + encode(value);
  }

  private String good(Parameter parameter) {
    return switch (parameter.name()) {
      case "tenant_id" -> ApiStack.MINE;
      // Nobody runs jobs here: who waits for the end of a new one waits a minute in vain.
      case "wait" -> parameter.schema().path("type").asText().equals("boolean") ? "false" : "0";
      default -> pick(Samples.good(parameter.schema()));
    };
  }

  private byte[] body(Operation operation) {
    if (operation.requestSchema().isEmpty()) {
      return chance(5) ? pick(bodies) : new byte[0];
    }
    if (chance(6)) {
      return pick(bodies);
    }
    JsonNode examples = operation.node().at("/requestBody/content/application~1json/examples");
    List<JsonNode> all = new ArrayList<>();
    examples.forEach(example -> all.add(example.path("value")));
    ObjectNode body = pick(all).deepCopy();
    JsonNode properties =
        DOCUMENT.resolved(operation.requestSchema().orElseThrow()).path("properties");
    for (Map.Entry<String, JsonNode> field : properties.properties()) {
      if (field.getKey().equals("connection_id") && chance(80)) {
        body.put("connection_id", pick(known));
      } else if (chance(12)) {
        body.set(field.getKey(), value(field.getValue()));
      } else if (chance(5)) {
        body.remove(field.getKey());
      }
    }
    if (chance(2)) {
      body.put(pick(naughty), 1);
    }
    return body.toString().getBytes(StandardCharsets.UTF_8);
  }

  private JsonNode value(JsonNode schema) {
    JsonNode plain = DOCUMENT.resolved(schema.has("anyOf") ? schema.path("anyOf").path(0) : schema);
    return switch (random.nextInt(8)) {
      case 0 -> JsonNodeFactory.instance.nullNode();
      case 1 -> TextNode.valueOf(pick(naughty));
      case 2 -> pick(Samples.badValues(plain));
      case 3 -> JsonNodeFactory.instance.arrayNode().add(pick(naughty));
      case 4 -> JsonNodeFactory.instance.objectNode().put(pick(naughty), pick(naughty));
      default -> pick(Samples.goodValues(plain));
    };
  }

  private byte[] bytes(int most) {
    return new byte[] {(byte) random.nextInt(most)};
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
