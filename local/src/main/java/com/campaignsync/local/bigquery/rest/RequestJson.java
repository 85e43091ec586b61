package com.campaignsync.local.bigquery.rest;

import com.campaignsync.local.bigquery.job.Destination;
import com.campaignsync.local.bigquery.job.JobFailure;
import com.campaignsync.local.bigquery.job.QueryRequest;
import com.campaignsync.local.bigquery.schema.TableRef;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads a statement out of jobs.insert or jobs.query. */
final class RequestJson {

  /** Fields of jobs.query that a job's query configuration has under the same name. */
  private static final List<String> QUERY_FIELDS =
      List.of(
          "query",
          "useLegacySql",
          "queryParameters",
          "parameterMode",
          "defaultDataset",
          "maximumBytesBilled",
          "useQueryCache",
          "connectionProperties",
          "createSession",
          "userDefinedFunctionResources",
          "scriptOptions",
          "continuous",
          "writeIncrementalResults",
          "destinationEncryptionConfiguration",
          "reservation");

  private static final List<String> WRITES =
      List.of("WRITE_EMPTY", "WRITE_APPEND", "WRITE_TRUNCATE");

  private RequestJson() {}

  static QueryRequest ofJob(ObjectNode body, String defaultLocation) {
    JsonNode configuration = body.path("configuration");
    if (!(configuration.path("query") instanceof ObjectNode query) || !query.has("query")) {
      throw new JobFailure("invalid", "Only query jobs are supported by the local BigQuery.");
    }
    String id = body.path("jobReference").path("jobId").asText("");
    return request(
        id.isEmpty() ? newId() : id,
        JobSettings.location(body.path("jobReference").path("location"), defaultLocation),
        (ObjectNode) configuration,
        query);
  }

  static QueryRequest ofQuery(ObjectNode body, String defaultLocation) {
    ObjectNode configuration = JsonNodeFactory.instance.objectNode();
    ObjectNode query = configuration.putObject("query");
    for (String field : QUERY_FIELDS) {
      if (body.has(field)) {
        query.set(field, body.get(field));
      }
    }
    for (String field : List.of("labels", "dryRun", "jobTimeoutMs")) {
      if (body.has(field)) {
        configuration.set(field, body.get(field));
      }
    }
    String requestId = body.path("requestId").asText("");
    return request(
        requestId.isEmpty() ? newId() : "job_" + requestId.replaceAll("[^A-Za-z0-9_-]", "_"),
        JobSettings.location(body.path("location"), defaultLocation),
        configuration,
        query);
  }

  private static String newId() {
    return "job_" + UUID.randomUUID();
  }

  private static QueryRequest request(
      String jobId, String location, ObjectNode configuration, ObjectNode query) {
    if (!jobId.matches("[A-Za-z0-9_-]{1,1024}")) {
      throw new JobFailure("invalid", "Invalid job ID \"" + jobId + "\".");
    }
    if (query.path("useLegacySql").asBoolean(true)) {
      throw new JobFailure(
          "invalid",
          "Legacy SQL is not supported by the local BigQuery: set useLegacySql to false.");
    }
    JobSettings.check(configuration, query);
    return new QueryRequest(
        jobId,
        location,
        query.path("query").asText(),
        ParametersJson.read(query.path("queryParameters")),
        defaultDataset(query),
        JobSettings.number(query, "maximumBytesBilled"),
        timeoutMillis(configuration),
        configuration.path("dryRun").asBoolean(),
        destination(query),
        configuration,
        null);
  }

  private static @Nullable Long timeoutMillis(ObjectNode configuration) {
    Long millis = JobSettings.number(configuration, "jobTimeoutMs");
    return millis == null || millis == 0 ? null : millis;
  }

  private static @Nullable Destination destination(ObjectNode query) {
    JsonNode table = query.path("destinationTable");
    String write = query.path("writeDisposition").asText("WRITE_EMPTY");
    if (!WRITES.contains(write)) {
      throw new JobFailure("invalid", "Invalid value for writeDisposition: " + write);
    }
    return table.isMissingNode() || table.isNull()
        ? null
        : new Destination(
            new TableRef(
                table.path("projectId").asText(),
                table.path("datasetId").asText(),
                table.path("tableId").asText()),
            write,
            !query.path("createDisposition").asText("").equals("CREATE_NEVER"),
            query);
  }

  private static @Nullable String defaultDataset(ObjectNode query) {
    String dataset = query.path("defaultDataset").path("datasetId").asText("");
    return dataset.isEmpty() ? null : dataset;
  }
}
