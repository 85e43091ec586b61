package com.campaignsync.local.bigquery.rest;

import com.campaignsync.local.bigquery.analysis.QueryParameter;
import com.campaignsync.local.bigquery.job.JobFailure;
import com.campaignsync.local.bigquery.schema.SqlType;
import com.campaignsync.local.bigquery.schema.ValueType;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads {@code queryParameters}. */
final class ParametersJson {

  private ParametersJson() {}

  static Map<String, QueryParameter> read(JsonNode parameters) {
    Map<String, QueryParameter> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    int position = 0;
    for (JsonNode parameter : parameters) {
      String name = parameter.path("name").asText("");
      String key = name.isEmpty() ? "#" + ++position : name;
      if (byName.put(key, parameter(parameter, name)) != null) {
        throw new JobFailure("invalid", "Duplicate query parameter name: " + name);
      }
    }
    if (position > 0 && position < byName.size()) {
      throw new JobFailure("invalid", "Query parameters are either all named or all positional.");
    }
    return byName;
  }

  private static QueryParameter parameter(JsonNode parameter, String name) {
    JsonNode type = parameter.path("parameterType");
    JsonNode value = parameter.path("parameterValue");
    if (!type.path("type").asText().equals("ARRAY")) {
      SqlType scalar = scalar(type, name);
      return new QueryParameter(ValueType.of(scalar), text(scalar, value), null);
    }
    SqlType element = scalar(type.path("arrayType"), name);
    List<@Nullable String> items = new ArrayList<>();
    value.path("arrayValues").forEach(item -> items.add(text(element, item)));
    return new QueryParameter(ValueType.arrayOf(element), null, items);
  }

  private static SqlType scalar(JsonNode type, String name) {
    String text = type.path("type").asText("");
    return SqlType.parse(text)
        .orElseThrow(
            () ->
                new JobFailure(
                    "invalid",
                    "Query parameter '"
                        + name
                        + "' has type "
                        + text
                        + ", not supported locally."));
  }

  private static @Nullable String text(SqlType type, JsonNode value) {
    JsonNode text = value.path("value");
    if (text.isMissingNode() || text.isNull()) {
      return null;
    }
    return type == SqlType.BYTES
        ? HexFormat.of().formatHex(Base64.getDecoder().decode(text.asText()))
        : text.asText();
  }
}
