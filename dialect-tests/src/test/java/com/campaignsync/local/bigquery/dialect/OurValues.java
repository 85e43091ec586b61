package com.campaignsync.local.bigquery.dialect;

import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.FieldList;
import com.google.cloud.bigquery.FieldValue;
import com.google.cloud.bigquery.FieldValueList;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** What Google's client reads of our server, as {@link Answer} spells it. */
final class OurValues {

  private OurValues() {}

  static String type(Field field) {
    String one = field.getType().name();
    FieldList parts = field.getSubFields();
    if (parts != null) {
      List<String> texts = parts.stream().map(p -> p.getName() + " " + type(p)).toList();
      one = "RECORD<" + String.join(", ", texts) + ">";
    }
    return field.getMode() == Field.Mode.REPEATED ? "ARRAY<" + one + ">" : one;
  }

  static String cell(Field field, FieldValue value) {
    if (field.getMode() == Field.Mode.REPEATED) {
      List<String> items = new ArrayList<>();
      value.getRepeatedValue().forEach(item -> items.add(part(field, item)));
      return "[" + String.join(", ", items) + "]";
    }
    return value.isNull() ? Answer.NULL : one(field, value);
  }

  /** A value inside another. */
  private static String part(Field field, FieldValue value) {
    if (value.isNull()) {
      return Answer.NULL;
    }
    String text = one(field, value);
    return field.getType().name().equals("STRING") ? Answer.quoted(text) : text;
  }

  private static String one(Field field, FieldValue value) {
    return switch (field.getType().name()) {
      case "RECORD" -> struct(field.getSubFields(), value.getRecordValue());
      case "FLOAT" -> Double.toString(value.getDoubleValue());
      case "NUMERIC" -> Answer.decimal(new BigDecimal(value.getStringValue()));
      case "TIMESTAMP" -> Long.toString(value.getTimestampValue());
      default -> value.getStringValue();
    };
  }

  private static String struct(FieldList fields, FieldValueList values) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      Field field = fields.get(i);
      boolean repeated = field.getMode() == Field.Mode.REPEATED;
      parts.add(repeated ? cell(field, values.get(i)) : part(field, values.get(i)));
    }
    return "{" + String.join(", ", parts) + "}";
  }
}
