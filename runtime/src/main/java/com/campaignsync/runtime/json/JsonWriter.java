package com.campaignsync.runtime.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.TreeNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes maps, lists, texts, numbers, booleans, nulls and JSON trees, value by value. A mapper that
 * finds out how to write each class costs several hundred classes at a cold start; replies need
 * none of them.
 */
public final class JsonWriter {

  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private final JsonGenerator json;

  private JsonWriter(JsonGenerator json) {
    this.json = json;
  }

  /**
   * The text in UTF-8.
   *
   * @throws IllegalArgumentException if a value is of none of these kinds
   */
  public static byte[] bytes(@Nullable Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      new JsonWriter(json).value(value);
    } catch (IOException impossible) {
      throw new IllegalArgumentException("not writable as JSON", impossible);
    }
    return bytes.toByteArray();
  }

  /**
   * The same as text, in which only what JSON must escape is escaped.
   *
   * @throws IllegalArgumentException if a value is of none of these kinds
   */
  public static String text(@Nullable Object value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      new JsonWriter(json).value(value);
    } catch (IOException impossible) {
      throw new IllegalArgumentException("not writable as JSON", impossible);
    }
    return text.toString();
  }

  private void value(@Nullable Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof CharSequence text) {
      json.writeString(text.toString());
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else if (value instanceof Number number) {
      number(number);
    } else if (value instanceof Map<?, ?> map) {
      object(map);
    } else if (value instanceof Iterable<?> list && !(value instanceof TreeNode)) {
      array(list);
    } else {
      tree(value);
    }
  }

  private void number(Number number) throws IOException {
    if (number instanceof BigDecimal decimal) {
      json.writeNumber(decimal);
    } else if (number instanceof BigInteger whole) {
      json.writeNumber(whole);
    } else if (number instanceof Long || number instanceof Integer) {
      json.writeNumber(number.longValue());
    } else if (number instanceof Double floating && Double.isFinite(floating)) {
      json.writeNumber(floating);
    } else {
      throw new IllegalArgumentException("no JSON for the number " + number);
    }
  }

  private void object(Map<?, ?> map) throws IOException {
    json.writeStartObject();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      json.writeFieldName(String.valueOf(entry.getKey()));
      value(entry.getValue());
    }
    json.writeEndObject();
  }

  private void array(Iterable<?> list) throws IOException {
    json.writeStartArray();
    for (Object element : list) {
      value(element);
    }
    json.writeEndArray();
  }

  private void tree(Object value) throws IOException {
    if (!(value instanceof TreeNode tree)) {
      throw new IllegalArgumentException("no JSON for " + value.getClass());
    }
    try (JsonParser parser = tree.traverse()) {
      parser.nextToken();
      json.copyCurrentStructure(parser);
    }
  }
}
