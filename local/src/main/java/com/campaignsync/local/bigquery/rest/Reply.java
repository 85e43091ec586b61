package com.campaignsync.local.bigquery.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An answer.
 *
 * @param rows a ready JSON array for the field {@code rows}, or null
 */
record Reply(int status, ObjectNode body, byte @Nullable [] rows) {

  private static final ObjectMapper MAPPER = new ObjectMapper(new JsonFactory());

  static Reply ok(ObjectNode body) {
    return new Reply(200, body, null);
  }

  static Reply empty() {
    return new Reply(204, JsonNodeFactory.instance.objectNode(), null);
  }

  /** BigQuery's error shape, so that the client shows the reason and the message. */
  static Reply error(String reason, String message) {
    int status = status(reason);
    ObjectNode error = JsonNodeFactory.instance.objectNode();
    ObjectNode inner = error.putObject("error");
    inner.put("code", status).put("message", message);
    ObjectNode first = inner.putArray("errors").addObject();
    first.put("message", message).put("domain", "global").put("reason", reason);
    if (reason.equals("invalidQuery")) {
      first.put("location", "q").put("locationType", "parameter");
    }
    inner.put("status", canonical(status));
    return new Reply(status, error, null);
  }

  private static int status(String reason) {
    return switch (reason) {
      case "notFound" -> 404;
      case "conditionNotMet" -> 412;
      case "duplicate" -> 409;
      case "accessDenied", "quotaExceeded", "rateLimitExceeded", "jobRateLimitExceeded" -> 403;
      case "backendError" -> 503;
      case "internalError" -> 500;
      case "requestTooLarge" -> 413;
      default -> 400;
    };
  }

  private static String canonical(int status) {
    return switch (status) {
      case 403 -> "PERMISSION_DENIED";
      case 404 -> "NOT_FOUND";
      case 409 -> "ALREADY_EXISTS";
      case 412 -> "FAILED_PRECONDITION";
      case 500 -> "INTERNAL";
      case 503 -> "UNAVAILABLE";
      default -> "INVALID_ARGUMENT";
    };
  }

  byte[] bytes(boolean pretty) throws IOException {
    byte[] table = rows;
    ByteArrayOutputStream out = new ByteArrayOutputStream(table == null ? 512 : table.length + 512);
    try (JsonGenerator json = MAPPER.createGenerator(out)) {
      if (pretty) {
        json.useDefaultPrettyPrinter();
      }
      json.writeStartObject();
      for (var field : body.properties()) {
        json.writeFieldName(field.getKey());
        json.writeTree(field.getValue());
      }
      if (table != null) {
        json.writeFieldName("rows");
        json.flush();
        json.writeRawValue(new String(table, StandardCharsets.UTF_8));
      }
      json.writeEndObject();
    }
    return out.toByteArray();
  }
}
