package com.campaignsync.local.bigquery.job;

import com.campaignsync.local.bigquery.analysis.Plan;
import com.campaignsync.local.bigquery.analysis.TableScan;
import com.campaignsync.local.bigquery.schema.SchemaJson;
import com.campaignsync.local.bigquery.schema.TableRef;
import com.campaignsync.local.bigquery.storage.ChangeExecutor;
import com.campaignsync.local.bigquery.storage.Results;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The REST resource of a job. INT64 figures are strings there. */
public final class JobJson {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Who runs every job locally. */
  private static final String USER = "local@campaign-sync.test";

  private static final String LOCAL = "local";

  private JobJson() {}

  /** The resource with what only INFORMATION_SCHEMA.JOBS tells, under {@code local}. */
  static ObjectNode record(String project, Job job) {
    ObjectNode record = resource(project, job);
    ChangeExecutor.Changed changed = job.changed();
    if (changed != null && changed.partitions() != null) {
      record.putObject(LOCAL).put("modifiedPartitions", changed.partitions());
    }
    return record;
  }

  /** The resource in a record. */
  public static ObjectNode resource(ObjectNode record) {
    record.remove(LOCAL);
    return record;
  }

  /** The whole resource. */
  public static ObjectNode resource(String project, Job job) {
    QueryRequest request = job.request();
    ObjectNode resource = JSON.objectNode();
    resource.put("kind", "bigquery#job");
    resource.put("etag", "job-" + job.createdMillis() + "-" + job.endedMillis());
    resource.put("id", project + ":" + request.location() + "." + request.jobId());
    resource.put("selfLink", "/bigquery/v2/projects/" + project + "/jobs/" + request.jobId());
    resource.put("user_email", USER);
    resource.set("jobReference", reference(project, request));
    resource.set("configuration", configuration(project, job));
    resource.set("status", status(job));
    resource.set("statistics", statistics(job));
    return resource;
  }

  /** The job's full name; a dry run has no id. */
  public static ObjectNode reference(String project, QueryRequest request) {
    ObjectNode reference = JSON.objectNode().put("projectId", project);
    if (!request.dryRun()) {
      reference.put("jobId", request.jobId());
    }
    return reference.put("location", request.location());
  }

  private static ObjectNode configuration(String project, Job job) {
    ObjectNode configuration = job.request().configuration().deepCopy();
    configuration.put("jobType", "QUERY");
    Results.Result result = job.isScript() ? ofLastSelect(job) : job.result();
    if (result != null && job.request().destination() == null) {
      configuration
          .withObject("/query")
          .putObject("destinationTable")
          .put("projectId", project)
          .put("datasetId", Results.DATASET)
          .put("tableId", result.name());
    }
    return configuration;
  }

  /** The rows a script answers with. */
  private static Results.@Nullable Result ofLastSelect(Job script) {
    Results.Result last = null;
    for (Job child : script.endedMillis() > 0 ? script.children() : List.<Job>of()) {
      last = child.result() == null ? last : child.result();
    }
    return last;
  }

  private static ObjectNode status(Job job) {
    ObjectNode status = JSON.objectNode();
    boolean ended = job.endedMillis() > 0;
    status.put("state", ended ? "DONE" : job.startedMillis() > 0 ? "RUNNING" : "PENDING");
    JobFailure failure = job.failure();
    if (ended && failure != null) {
      status.set("errorResult", error(failure));
      status.putArray("errors").add(error(failure));
    }
    return status;
  }

  private static ObjectNode error(JobFailure failure) {
    return JSON.objectNode()
        .put("reason", failure.reason())
        .put("location", "query")
        .put("message", failure.getMessage());
  }

  private static ObjectNode statistics(Job job) {
    ObjectNode statistics = JSON.objectNode();
    statistics.put("creationTime", text(job.createdMillis()));
    if (job.startedMillis() > 0) {
      statistics.put("startTime", text(job.startedMillis()));
    }
    if (job.endedMillis() > 0) {
      statistics.put("endTime", text(job.endedMillis()));
      statistics.put("totalSlotMs", text(slotMillis(job)));
    }
    statistics.put("totalBytesProcessed", text(processed(job)));
    InScript inScript = job.request().inScript();
    if (inScript != null) {
      statistics.put("parentJobId", inScript.parentJobId());
      statistics.set("scriptStatistics", scriptStatistics(inScript, job.request().sql()));
    }
    if (job.isScript() && !job.request().dryRun()) {
      statistics.put("numChildJobs", text(job.children().size()));
    }
    statistics.set("query", queryStatistics(job));
    return statistics;
  }

  private static ObjectNode scriptStatistics(InScript place, String sql) {
    ObjectNode statistics = JSON.objectNode().put("evaluationKind", "STATEMENT");
    statistics
        .putArray("stackFrames")
        .addObject()
        .put("startLine", place.start().line())
        .put("startColumn", place.start().column())
        .put("endLine", place.end().line())
        .put("endColumn", place.end().column())
        .put("text", sql);
    return statistics;
  }

  /** A failed statement processed nothing that counts: nothing processed, nothing billed. */
  private static long processed(Job job) {
    if (job.isScript()) {
      return job.children().stream().mapToLong(JobJson::processed).sum();
    }
    return job.failure() == null ? job.price().processedBytes() : 0;
  }

  private static long billed(Job job) {
    if (job.isScript()) {
      return job.children().stream().mapToLong(JobJson::billed).sum();
    }
    return succeeded(job) && !job.request().dryRun() ? job.price().billedBytes() : 0;
  }

  private static boolean succeeded(Job job) {
    return job.failure() == null && job.endedMillis() > 0;
  }

  private static long slotMillis(Job job) {
    if (job.isScript()) {
      return job.children().stream().mapToLong(JobJson::slotMillis).sum();
    }
    return job.isCacheHit() ? 0 : Math.max(0, job.endedMillis() - job.startedMillis());
  }

  private static ObjectNode queryStatistics(Job job) {
    ObjectNode query = JSON.objectNode();
    Plan plan = job.plan();
    query.put("totalBytesProcessed", text(processed(job)));
    query.put("totalBytesBilled", text(billed(job)));
    if (job.isScript()) {
      // Cache hits are the children's: the script has none of its own.
      return query.put("statementType", "SCRIPT").put("totalSlotMs", text(slotMillis(job)));
    }
    query.put("cacheHit", job.isCacheHit());
    if (plan == null) {
      return query;
    }
    query.put("statementType", plan.type());
    query.put("totalSlotMs", text(slotMillis(job)));
    if (!job.isCacheHit()) {
      query.set("referencedTables", referenced(plan));
    }
    if (plan instanceof Plan.Select select) {
      query.set("schema", SchemaJson.columns(select.columns()));
    }
    ChangeExecutor.Changed changed = job.changed();
    if (changed != null && succeeded(job)) {
      query.put("numDmlAffectedRows", text(changed.rows()));
    }
    return query;
  }

  private static ArrayNode referenced(Plan plan) {
    Set<TableRef> refs = new LinkedHashSet<>();
    plan.scans().stream()
        .map(TableScan::table)
        .filter(t -> !t.isInformationSchema())
        .forEach(t -> refs.add(t.ref()));
    if (plan instanceof Plan.Change change) {
      refs.add(change.target().table().ref());
    }
    ArrayNode tables = JSON.arrayNode();
    for (TableRef ref : refs) {
      tables
          .addObject()
          .put("projectId", ref.project())
          .put("datasetId", ref.dataset())
          .put("tableId", ref.table());
    }
    return tables;
  }

  private static String text(long number) {
    return Long.toString(number);
  }
}
