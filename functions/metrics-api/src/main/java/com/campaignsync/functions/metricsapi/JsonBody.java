package com.campaignsync.functions.metricsapi;

import com.campaignsync.runtime.http.Problem;
import com.campaignsync.runtime.http.UnknownNames;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A request's JSON object, read strictly: what is not understood is refused. */
final class JsonBody {

  private final ObjectNode body;

  private JsonBody(ObjectNode body) {
    this.body = body;
  }

  /**
   * @throws Problem 400 UNKNOWN_FIELD naming them and those that are known
   */
  static JsonBody of(ObjectNode body, Set<String> names) {
    UnknownNames.refuse("UNKNOWN_FIELD", "field", fieldsOf(body), names);
    return new JsonBody(body);
  }

  /** The names of an object's fields. */
  static List<String> fieldsOf(ObjectNode body) {
    List<String> names = new ArrayList<>();
    body.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Whether the field is there, be it null. */
  boolean has(String name) {
    return body.has(name);
  }

  /** The value of a field that is there and not null. */
  Optional<JsonNode> value(String name) {
    JsonNode value = body.path(name);
    return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(value);
  }

  Optional<String> text(String name) {
    return value(name)
        .map(
            value -> {
              if (!value.isTextual()) {
                throw invalid(name, "text");
              }
              return value.textValue();
            });
  }

  /** Text that the store could hold as a name. */
  Optional<String> name(String name) {
    return text(name)
        .map(
            text -> {
              try {
                return Input.storable(text);
              } catch (IllegalArgumentException unusable) {
                throw invalid(name, "1 to 256 characters, none of them zero");
              }
            });
  }

  Optional<Boolean> flag(String name) {
    return value(name)
        .map(
            value -> {
              if (!value.isBoolean()) {
                throw invalid(name, "true or false");
              }
              return value.booleanValue();
            });
  }

  Optional<Integer> whole(String name, int min, int max) {
    return value(name)
        .map(
            value -> {
              if (!value.isIntegralNumber()
                  || !value.canConvertToInt()
                  || value.intValue() < min
                  || value.intValue() > max) {
                throw invalid(name, "a whole number from %d to %d".formatted(min, max));
              }
              return value.intValue();
            });
  }

  Optional<ObjectNode> object(String name) {
    return value(name)
        .map(
            value -> {
              if (!value.isObject()) {
                throw invalid(name, "a JSON object");
              }
              return (ObjectNode) value;
            });
  }

  static Problem invalid(String name, String wanted) {
    return Problem.badRequest("INVALID_FIELD", name + " must be " + wanted);
  }

  static Problem missing(String name) {
    return Problem.badRequest("MISSING_FIELD", name + " is required");
  }
}
