package com.campaignsync.functions.metricsapi.contract;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A parameter of an operation.
 *
 * @param in {@code query}, {@code path} or {@code header}
 * @param schema what values it takes
 * @param opaque whether only values that the API itself made are any good
 */
public record Parameter(String name, String in, boolean required, JsonNode schema, boolean opaque) {

  static Parameter of(JsonNode node) {
    return new Parameter(
        node.path("name").asText(),
        node.path("in").asText(),
        node.path("required").asBoolean(false),
        node.path("schema"),
        node.path("x-opaque").asBoolean(false));
  }

  /** Whether it stands behind the question mark. */
  public boolean inQuery() {
    return in.equals("query");
  }
}
