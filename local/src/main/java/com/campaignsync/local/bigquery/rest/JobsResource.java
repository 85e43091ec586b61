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
import java.util.ArrayList;
import java.util.List;

/** jobs.insert, get, list and cancel. */
public final class JobsResource {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** As BigQuery's default page. */
  private static final int LIST_MAX = 1_000;

  /** A cancel answers within a second, as the real one does, whether the job has ended or not. */
  private static final int CANCEL_TRIES = 20;

  private static final long CANCEL_WAIT_MS = 50;

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
    call.requireLocation(location);
    return Reply.ok(resource(call.path().get(3)));
  }

  /** The job's resource, live or kept. */
  ObjectNode resource(String jobId) throws SQLException, JsonProcessingException {
    Job live = runner.live(jobId);
    if (live != null) {
      return JobJson.resource(project, live);
    }
    String kept =
        records
            .find(jobId)
            .orElseThrow(
                () ->
                    new JobFailure(
                        "notFound", "Not found: Job " + project + ":" + location + "." + jobId));
    return JobJson.resource((ObjectNode) JSON.readTree(kept));
  }

  Reply cancel(Call call) throws SQLException, JsonProcessingException {
    String jobId = call.path().get(3);
    call.requireLocation(location);
    if (!call.path().get(4).equals("cancel")) {
      throw new JobFailure("notFound", "Not found: " + call.path().get(4));
    }
    Job live = runner.live(jobId);
    if (live != null) {
      cancel(live);
    }
    ObjectNode body =
        JsonNodeFactory.instance.objectNode().put("kind", "bigquery#jobCancelResponse");
    body.set("job", resource(jobId));
    return Reply.ok(body);
  }

  /** Repeats itself for a moment: a statement that had not begun misses the first call. */
  private static void cancel(Job job) throws SQLException {
    try {
      for (int i = 0; i < CANCEL_TRIES; i++) {
        job.cancel();
        if (job.await(CANCEL_WAIT_MS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Newest first: those that have not ended, then the kept ones. */
  Reply list(Call call) throws SQLException, JsonProcessingException {
    int max = (int) Math.min(LIST_MAX, Math.max(1, call.number("maxResults", LIST_MAX)));
    long start = PageToken.start(call);
    JobFilter filter = JobFilter.of(call);
    List<ObjectNode> found = new ArrayList<>();
    for (Job live : runner.live()) {
      ObjectNode job = JobJson.resource(project, live);
      if (filter.takes(job)) {
        found.add(job);
      }
    }
    int ofLive = found.size();
    found = new ArrayList<>(found.subList((int) Math.min(start, ofLive), ofLive));
    if (filter.takesEnded()) {
      long offset = Math.max(0, start - ofLive);
      for (String kept :
          records.newest(
              max + 1 - Math.min(max, found.size()),
              offset,
              filter.parentJobId(),
              filter.createdFromMillis(),
              filter.createdToMillis())) {
        found.add(JobJson.resource((ObjectNode) JSON.readTree(kept)));
      }
    }
    return Reply.ok(page(found, max, start));
  }

  private static ObjectNode page(List<ObjectNode> found, int max, long start) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("kind", "bigquery#jobList");
    ArrayNode jobs = body.putArray("jobs");
    for (ObjectNode job : found.subList(0, Math.min(max, found.size()))) {
      job.put("state", job.path("status").path("state").asText());
      if (job.path("status").has("errorResult")) {
        job.set("errorResult", job.path("status").path("errorResult"));
      }
      jobs.add(job);
    }
    if (found.size() > max) {
      body.put("nextPageToken", PageToken.of(start + max));
    }
    return body;
  }
}
