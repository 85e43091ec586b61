package com.campaignsync.local.bigquery.rest;

import com.campaignsync.local.bigquery.job.Job;
import com.campaignsync.local.bigquery.job.JobFailure;
import com.campaignsync.local.bigquery.job.JobJson;
import com.campaignsync.local.bigquery.job.JobRunner;
import com.campaignsync.local.bigquery.job.QueryRequest;
import com.campaignsync.local.bigquery.storage.JobRecords;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.util.List;

/** jobs.insert, get, list and cancel. */
public final class JobsResource {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** As BigQuery's default page. */
  private static final int LIST_MAX = 1_000;

  private final JobRunner runner;
  private final JobRecords records;
  private final String project;
  private final String location;

  public JobsResource(JobRunner runner, JobRecords records, String project, String location) {
    this.runner = runner;
    this.records = records;
    this.project = project;
    this.location = location;
  }

  Reply insert(Call call) throws SQLException {
    QueryRequest request = RequestJson.ofJob(call.body(), location);
    Job job = request.dryRun() ? runner.dryRun(request) : runner.submit(request);
    return Reply.ok(JobJson.resource(project, job));
  }

  Reply get(Call call) throws SQLException, JsonProcessingException {
    return Reply.ok(resource(call.path().get(3)));
  }

  /** The job's resource, live or kept. */
  ObjectNode resource(String jobId) throws SQLException, JsonProcessingException {
    Job live = runner.live(jobId);
    if (live != null) {
      return JobJson.resource(project, live);
    }
    String kept = records.find(jobId);
    if (kept == null) {
      throw new JobFailure("notFound", "Not found: Job " + project + ":" + location + "." + jobId);
    }
    return (ObjectNode) JSON.readTree(kept);
  }

  Reply cancel(Call call) throws SQLException, JsonProcessingException {
    String jobId = call.path().get(3);
    if (!call.path().get(4).equals("cancel")) {
      throw new JobFailure("notFound", "Not found: " + call.path().get(4));
    }
    Job live = runner.live(jobId);
    if (live != null) {
      live.cancel();
    }
    ObjectNode body =
        JsonNodeFactory.instance.objectNode().put("kind", "bigquery#jobCancelResponse");
    body.set("job", resource(jobId));
    return Reply.ok(body);
  }

  Reply list(Call call) throws SQLException, JsonProcessingException {
    int max = (int) Math.min(LIST_MAX, Math.max(1, call.number("maxResults", LIST_MAX)));
    long start = PageToken.start(call);
    List<String> kept = records.newest(max + 1, start);
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("kind", "bigquery#jobList");
    ArrayNode jobs = body.putArray("jobs");
    for (String resource : kept.subList(0, Math.min(max, kept.size()))) {
      ObjectNode job = (ObjectNode) JSON.readTree(resource);
      job.put("state", job.path("status").path("state").asText());
      jobs.add(job);
    }
    if (kept.size() > max) {
      body.put("nextPageToken", PageToken.of(start + max));
    }
    return Reply.ok(body);
  }
}
