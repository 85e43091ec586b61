package com.campaignsync.functions.metricsapi.docs;

import com.campaignsync.runtime.http.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The OpenAPI 3.1 document of the API, kept by hand in several files beside this class. Tests hold
 * it to what the API does: the build fails where they differ.
 */
public final class OpenApiDocument {

  /** In the order in which a reader wants their paths. */
  private static final List<String> PARTS =
      List.of(
          "openapi",
          "metrics",
          "syncs",
          "connections",
          "maintenance",
          "tenants",
          "service",
          "operations",
          "components",
          "schemas");

  private OpenApiDocument() {}

  /** The whole document, read anew. */
  public static ObjectNode read() {
    ObjectNode whole = JsonNodeFactory.instance.objectNode();
    for (String part : PARTS) {
      add((ObjectNode) Json.read(Resource.beside("openapi/" + part + ".json").bytes()), whole);
    }
    return whole;
  }

  /** Objects of the same name become one; anything else may be said only once. */
  private static void add(ObjectNode part, ObjectNode whole) {
    part.fields()
        .forEachRemaining(
            field -> {
              JsonNode known = whole.get(field.getKey());
              if (known instanceof ObjectNode object
                  && field.getValue() instanceof ObjectNode more) {
                add(more, object);
              } else if (known == null) {
                whole.set(field.getKey(), field.getValue());
              } else {
                throw new IllegalStateException("said twice in the document: " + field.getKey());
              }
            });
  }
}
