package com.campaignsync.functions.metricsapi.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Values at the limits of a schema, and just beyond them. */
public final class Samples {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Two code units of UTF-16, and one character all the same. */
  private static final String WIDE = "😀";

  /** No word of a list, and most patterns have no blanks. */
  private static final String NONE = "no such value";

  private Samples() {}

  /** Texts that a parameter takes, those at its limits among them. */
  public static List<String> good(JsonNode schema) {
    return goodValues(schema).stream().filter(value -> !value.isNull()).map(Samples::text).toList();
  }

  private static String text(JsonNode value) {
    if (!value.isArray()) {
      return value.asText();
    }
    List<String> texts = new ArrayList<>();
    value.forEach(item -> texts.add(item.asText()));
    return String.join(",", texts);
  }

  /** Texts just beyond what a parameter takes. */
  public static List<String> bad(JsonNode schema) {
    List<String> texts = new ArrayList<>(List.of(""));
    badValues(schema).stream().filter(JsonNode::isValueNode).map(Samples::text).forEach(texts::add);
    switch (kind(schema)) {
      case "integer" -> texts.addAll(List.of("1.5", "+1", "1e3", "one", " 1", "0x1"));
      case "boolean" -> texts.addAll(List.of("TRUE", "1", "yes"));
      case "array" -> {
        texts.addAll(List.of("1", UUID.randomUUID() + ",", "," + UUID.randomUUID()));
        texts.add(text(ids(schema.path("maxItems").asInt() + 1)));
      }
      default -> texts.removeIf(text -> fits(schema, text));
    }
    return texts;
  }

  private static boolean fits(JsonNode schema, String text) {
    return text.isEmpty()
        && !schema.has("minLength")
        && !schema.has("enum")
        && !schema.has("pattern")
        && !schema.has("format");
  }

  /** Values that a field takes, those at its limits among them; not null, which says nothing. */
  public static List<JsonNode> goodValues(JsonNode schema) {
    List<JsonNode> values = new ArrayList<>();
    schema.path("enum").forEach(values::add);
    values.removeIf(JsonNode::isNull);
    schema.path("examples").forEach(values::add);
    if (values.isEmpty()) {
      values.addAll(atLimits(schema));
    }
    return values;
  }

  private static List<JsonNode> atLimits(JsonNode schema) {
    return switch (kind(schema)) {
      case "integer" -> List.of(schema.path("minimum"), schema.path("maximum"));
      case "boolean" -> List.of(JSON.booleanNode(true), JSON.booleanNode(false));
      case "array" -> List.of(ids(1), ids(2), ids(schema.path("maxItems").asInt()));
      case "object" -> List.of(JSON.objectNode());
      case "uuid" -> List.of(TextNode.valueOf(UUID.randomUUID().toString()));
      default ->
          List.of(
              TextNode.valueOf("a"),
              TextNode.valueOf("a".repeat(schema.path("maxLength").asInt(1))),
              TextNode.valueOf(WIDE.repeat(schema.path("maxLength").asInt(1))));
    };
  }

  private static JsonNode ids(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new UUID(0, i).toString())
        .map(TextNode::valueOf)
        .collect(
            Collectors.collectingAndThen(
                Collectors.toList(), list -> JSON.arrayNode().addAll(list)));
  }

  /** Values just beyond what a field takes, of wrong types too. */
  public static List<JsonNode> badValues(JsonNode schema) {
    List<JsonNode> values = new ArrayList<>();
    String kind = kind(schema);
    switch (kind) {
      case "integer" -> {
        values.add(JSON.numberNode(schema.path("minimum").asLong() - 1));
        values.add(JSON.numberNode(schema.path("maximum").asLong() + 1));
        values.add(JSON.numberNode(BigInteger.ONE.shiftLeft(70)));
      }
      case "date" ->
          List.of(
                  "1899-12-31",
                  "2200-01-01",
                  "2026-02-30",
                  "2026-1-1",
                  "2026-01-01T00:00:00Z",
                  "now")
              .forEach(text -> values.add(TextNode.valueOf(text)));
      case "uuid" ->
          List.of(
                  "1",
                  "00000000-0000-0000-0000-0000000000000",
                  "0".repeat(32),
                  "{" + new UUID(1, 2) + "}")
              .forEach(text -> values.add(TextNode.valueOf(text)));
      case "string" -> badTexts(schema).forEach(text -> values.add(TextNode.valueOf(text)));
      default -> values.add(TextNode.valueOf(NONE));
    }
    return values;
  }

  private static List<String> badTexts(JsonNode schema) {
    List<String> texts = new ArrayList<>();
    if (schema.has("maxLength")) {
      texts.add("a".repeat(schema.path("maxLength").asInt() + 1));
      texts.add("a\0");
    }
    if (schema.has("enum") || !Pattern.matches(schema.path("pattern").asText(".*"), NONE)) {
      texts.add(NONE);
    }
    if (schema.has("minLength")) {
      texts.add(" ");
    }
    return texts;
  }

  /** What kind of value a schema wants: its format where that says more than its type. */
  static String kind(JsonNode schema) {
    String format = schema.path("format").asText();
    if (format.equals("uuid") || format.equals("date")) {
      return format;
    }
    JsonNode type =
        schema.path("type").isArray() ? schema.path("type").path(0) : schema.path("type");
    return type.isMissingNode() ? "string" : type.asText();
  }
}
