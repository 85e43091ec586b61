package com.campaignsync.local.bigquery.schema;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * JSON as BigQuery keeps it: without blanks, members in order of their names, the first of members
 * with the same name, numbers as INT64 or FLOAT64.
 */
public final class JsonText {

  private static final JsonFactory JSON = new JsonFactory();
  private static final BigInteger UINT64_MAX = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

  private JsonText() {}

  /**
   * The same value in that form.
   *
   * @throws IllegalArgumentException if it is no JSON, or has a number we would write differently
   */
  public static String normalized(String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() == null) {
        throw new IllegalArgumentException("Invalid JSON: empty");
      }
      String value = value(parser);
      if (parser.nextToken() != null) {
        throw new IllegalArgumentException("Invalid JSON: more than one value");
      }
      return value;
    } catch (IOException e) {
      throw new IllegalArgumentException("Invalid JSON: syntax error while parsing value", e);
    }
  }

  private static String value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> quoted(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText());
      default -> parser.getText();
    };
  }

  private static String object(JsonParser parser) throws IOException {
    TreeMap<String, String> members = new TreeMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      members.putIfAbsent(name, value(parser));
    }
    return members.entrySet().stream()
        .map(member -> quoted(member.getKey()) + ":" + member.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String array(JsonParser parser) throws IOException {
    List<String> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(parser));
    }
    return "[" + String.join(",", items) + "]";
  }

  private static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  private static String number(String text) {
    if (text.matches("-?\\d+")) {
      BigInteger whole = new BigInteger(text);
      if (whole.bitLength() < 64 || (whole.signum() > 0 && whole.compareTo(UINT64_MAX) <= 0)) {
        return whole.toString();
      }
    }
    BigDecimal value = new BigDecimal(text);
    BigDecimal kept = new BigDecimal(Double.toString(value.doubleValue()));
    // Beyond these sizes BigQuery writes exponents; other digits would be lost.
    boolean small = value.signum() != 0 && value.abs().compareTo(new BigDecimal("1e-4")) < 0;
    if (small || value.abs().compareTo(new BigDecimal("1e15")) >= 0 || kept.compareTo(value) != 0) {
      throw new IllegalArgumentException("the JSON number " + text + " is not supported locally");
    }
    String plain = kept.stripTrailingZeros().toPlainString();
    return plain.contains(".") ? plain : plain + ".0";
  }
}
