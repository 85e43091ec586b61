package com.campaignsync.local.bigquery.rest;

import com.campaignsync.local.bigquery.job.JobFailure;
import com.campaignsync.local.bigquery.schema.Labels;
import com.campaignsync.local.bigquery.schema.SchemaJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks what a job's request sets: nothing that would change its answer is passed over. */
final class JobSettings {

  /** Set in {@code configuration.query} or in the body of jobs.query. */
  private static final List<String> UNSUPPORTED =
      List.of(
          "connectionProperties",
          "createSession",
          "userDefinedFunctionResources",
          "scriptOptions",
          "rangePartitioning",
          "tableDefinitions",
          "destinationEncryptionConfiguration",
          "schemaUpdateOptions",
          "continuous",
          "writeIncrementalResults",
          "reservation");

  private JobSettings() {}

  /** Refuses what the local BigQuery does not have. */
  static void check(JsonNode configuration, JsonNode query) {
    SchemaJson.refuse(query, UNSUPPORTED, "");
    SchemaJson.refuse(configuration, List.of("reservation"), "");
    if (!query.hasNonNull("destinationTable")) {
      SchemaJson.refuse(query, List.of("timePartitioning", "clustering"), "Without a table, ");
    }
    Labels.check(configuration.path("labels"));
    oneOf(query, "createDisposition", List.of("CREATE_IF_NEEDED", "CREATE_NEVER"));
    oneOf(query, "parameterMode", List.of("NAMED", "POSITIONAL"));
    oneOf(query, "priority", List.of("INTERACTIVE", "BATCH"));
  }

  private static void oneOf(JsonNode json, String field, List<String> known) {
    if (json.hasNonNull(field)
        && !known.contains(json.path(field).asText().replaceFirst("^$", known.get(0)))) {
      throw new JobFailure(
          "invalid", "Invalid value for " + field + ": " + json.path(field).asText());
    }
  }

  /** Refuses to run anywhere but here: elsewhere BigQuery would not find the datasets. */
  static String location(JsonNode location, String here) {
    String asked = location.asText("");
    if (!asked.isEmpty() && !asked.equalsIgnoreCase(here)) {
      throw new JobFailure(
          "notFound",
          "Not found: no dataset was found in location "
              + asked
              + ": the local BigQuery is in "
              + here);
    }
    return here;
  }

  /** A number that is not negative, written as one or as a text; null if there is none. */
  static @Nullable Long number(JsonNode json, String field) {
    if (!json.hasNonNull(field)) {
      return null;
    }
    String text = json.path(field).asText();
    if (!text.matches("\\d{1,18}")) {
      throw new JobFailure("invalid", "Invalid value for " + field + ": " + text);
    }
    return Long.valueOf(text);
  }
}
