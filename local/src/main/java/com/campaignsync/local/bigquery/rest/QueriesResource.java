package com.campaignsync.local.bigquery.rest;

import com.campaignsync.local.bigquery.job.Job;
import com.campaignsync.local.bigquery.job.JobFailure;
import com.campaignsync.local.bigquery.job.JobJson;
import com.campaignsync.local.bigquery.job.JobRunner;
import com.campaignsync.local.bigquery.job.QueryRequest;
import com.campaignsync.local.bigquery.schema.Column;
import com.campaignsync.local.bigquery.schema.PhysicalTable;
import com.campaignsync.local.bigquery.schema.SchemaJson;
import com.campaignsync.local.bigquery.schema.TableRef;
import com.campaignsync.local.bigquery.storage.ByteSums;
import com.campaignsync.local.bigquery.storage.Catalog;
import com.campaignsync.local.bigquery.storage.Results;
import com.campaignsync.local.bigquery.storage.RowPages;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** jobs.query and getQueryResults. */
public final class QueriesResource {

  /** How long an answer waits for the job unless the client says, as in BigQuery. */
  private static final long WAIT_DEFAULT_MS = 10_000;

  /** Longest wait: below the client's own read timeout. */
  private static final long WAIT_MAX_MS = 15_000;

  private final JobRunner runner;
  private final JobsResource jobs;
  private final Results results;
  private final RowPages pages;
  private final Catalog catalog;
  private final ByteSums sums;
  private final String project;
  private final String location;

  public QueriesResource(
      JobRunner runner,
      JobsResource jobs,
      Results results,
      RowPages pages,
      Catalog catalog,
      ByteSums sums,
      String project,
      String location) {
    this.runner = runner;
    this.jobs = jobs;
    this.results = results;
    this.pages = pages;
    this.catalog = catalog;
    this.sums = sums;
    this.project = project;
    this.location = location;
  }

  Reply query(Call call) throws Exception {
    QueryRequest request = RequestJson.ofQuery(call.body(), location);
    if (request.dryRun()) {
      return Reply.ok(dryRun(runner.dryRun(request)));
    }
    Long asked = JobSettings.number(call.body(), "timeoutMs");
    Long rows = JobSettings.number(call.body(), "maxResults");
    long wait = asked == null ? WAIT_DEFAULT_MS : asked;
    submitOnce(request);
    long max = rows == null ? RowPages.ROWS_MAX : rows;
    return answer(call, request.jobId(), "bigquery#queryResponse", wait, 0, max);
  }

  /** A request sent again under the same id finds the job of the first. */
  private void submitOnce(QueryRequest request) throws java.sql.SQLException {
    try {
      runner.submit(request);
    } catch (JobFailure failure) {
      if (!failure.reason().equals("duplicate")) {
        throw failure;
      }
    }
  }

  private ObjectNode dryRun(Job job) {
    JsonNode resource = JobJson.resource(project, job);
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("kind", "bigquery#queryResponse");
    body.set("jobReference", JobJson.reference(project, job.request()));
    body.put("jobComplete", true).put("cacheHit", false).put("totalRows", "0");
    body.set("totalBytesProcessed", resource.path("statistics").path("totalBytesProcessed"));
    JsonNode schema = resource.path("statistics").path("query").path("schema");
    if (!schema.isMissingNode()) {
      body.set("schema", schema);
    }
    return body;
  }

  Reply results(Call call) throws Exception {
    call.requireLocation(location);
    long max = call.number("maxResults", RowPages.ROWS_MAX);
    long wait = call.number("timeoutMs", WAIT_DEFAULT_MS);
    return answer(
        call,
        call.path().get(3),
        "bigquery#getQueryResultsResponse",
        wait,
        PageToken.start(call),
        max);
  }

  private Reply answer(Call call, String jobId, String kind, long wait, long start, long max)
      throws Exception {
    Job live = runner.live(jobId);
    boolean ended = live == null || live.await(Math.min(wait, WAIT_MAX_MS));
    JsonNode resource = jobs.resource(jobId);
    JsonNode failure = resource.path("status").path("errorResult");
    if (ended && !failure.isMissingNode()) {
      throw new JobFailure(failure.path("reason").asText(), failure.path("message").asText());
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("kind", kind);
    body.put("etag", jobId + "-" + start);
    body.set("jobReference", resource.path("jobReference"));
    body.put("jobComplete", ended);
    if (!ended) {
      return Reply.ok(body);
    }
    statistics(body, resource.path("statistics"));
    JsonNode destination = resource.path("configuration").path("query").path("destinationTable");
    return destination.isMissingNode()
        ? changed(body, resource)
        : rows(call, body, destination, start, max);
  }

  private static void statistics(ObjectNode body, JsonNode statistics) {
    JsonNode query = statistics.path("query");
    body.set("totalBytesProcessed", query.path("totalBytesProcessed"));
    body.set("totalBytesBilled", query.path("totalBytesBilled"));
    body.set("totalSlotMs", query.path("totalSlotMs"));
    body.set("creationTime", statistics.path("creationTime"));
    body.set("startTime", statistics.path("startTime"));
    body.set("endTime", statistics.path("endTime"));
    if (query.has("cacheHit")) {
      body.set("cacheHit", query.path("cacheHit"));
    }
  }

  private static Reply changed(ObjectNode body, JsonNode resource) {
    String rows = resource.path("statistics").path("query").path("numDmlAffectedRows").asText("0");
    body.put("numDmlAffectedRows", rows).put("totalRows", "0");
    body.set("schema", SchemaJson.columns(List.of()));
    return Reply.ok(body);
  }

  private Reply rows(Call call, ObjectNode body, JsonNode destination, long start, long max)
      throws java.sql.SQLException {
    String dataset = destination.path("datasetId").asText();
    String name = destination.path("tableId").asText();
    if (!dataset.equals(Results.DATASET)) {
      return tableRows(call, body, new TableRef(project, dataset, name), start, max);
    }
    Results.Result result = results.require(project, name);
    RowPages.Page page =
        pages.ofResult(result, result.columns(), start, max, call.int64Timestamps());
    return page(body, result.columns(), result.rows(), start, page);
  }

  private Reply tableRows(Call call, ObjectNode body, TableRef ref, long start, long max)
      throws java.sql.SQLException {
    PhysicalTable table = catalog.find(ref);
    List<Column> columns = table.schema().columns();
    long total = sums.of(table).values().stream().mapToLong(ByteSums::rows).sum();
    RowPages.Page page = pages.ofTable(table, columns, start, max, call.int64Timestamps());
    return page(body, columns, total, start, page);
  }

  private static Reply page(
      ObjectNode body, List<Column> columns, long total, long start, RowPages.Page page) {
    body.set("schema", SchemaJson.columns(columns));
    body.put("totalRows", Long.toString(total));
    long next = start + page.rows();
    if (next < total) {
      body.put("pageToken", PageToken.of(next));
    }
    return new Reply(200, body, page.json());
  }
}
