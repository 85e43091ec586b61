package com.campaignsync.local.bigquery.rest;

import com.campaignsync.local.bigquery.job.JobFailure;
import java.util.List;

/** Which resource answers which path. */
public final class Api {

  private final String project;
  private final DatasetsResource datasets;
  private final TablesResource tables;
  private final TableDataResource data;
  private final JobsResource jobs;
  private final QueriesResource queries;
  private final Runnable beforeEach;

  /**
   * @param beforeEach housekeeping that is due before any answer
   */
  public Api(
      String project,
      DatasetsResource datasets,
      TablesResource tables,
      TableDataResource data,
      JobsResource jobs,
      QueriesResource queries,
      Runnable beforeEach) {
    this.project = project;
    this.datasets = datasets;
    this.tables = tables;
    this.data = data;
    this.jobs = jobs;
    this.queries = queries;
    this.beforeEach = beforeEach;
  }

  Reply answer(Call call) throws Exception {
    List<String> path = call.path();
    if (path.size() < 3 || !path.get(0).equals("projects")) {
      throw unsupported(call);
    }
    if (!call.project().equals(project)) {
      throw new JobFailure(
          "accessDenied",
          "Access Denied: Project "
              + call.project()
              + ": the local BigQuery holds only "
              + project);
    }
    beforeEach.run();
    return route(call);
  }

  private Reply route(Call call) throws Exception {
    return switch (call.method() + " " + template(call)) {
      case "GET datasets3" -> datasets.list(call);
      case "POST datasets3" -> datasets.insert(call);
      case "GET datasets4" -> datasets.get(call);
      case "PATCH datasets4" -> datasets.change(call, false);
      case "PUT datasets4" -> datasets.change(call, true);
      case "DELETE datasets4" -> datasets.delete(call);
      case "GET tables" -> tables.list(call);
      case "POST tables" -> tables.insert(call);
      case "GET table" -> tables.get(call);
      case "PATCH table" -> tables.change(call, false);
      case "PUT table" -> tables.change(call, true);
      case "DELETE table" -> tables.delete(call);
      case "GET data" -> data.list(call);
      case "POST insertAll" -> data.insertAll(call);
      case "POST jobs3" -> jobs.insert(call);
      case "GET jobs3" -> jobs.list(call);
      case "GET jobs4" -> jobs.get(call);
      case "POST jobs5" -> jobs.cancel(call);
      case "POST queries3" -> queries.query(call);
      case "GET queries4" -> queries.results(call);
      default -> throw unsupported(call);
    };
  }

  /** The kind of path, such as {@code table}; empty if it is none we have. */
  static String template(Call call) {
    List<String> path = call.path();
    if (path.size() < 3) {
      return "";
    }
    return switch (path.get(2)) {
      case "datasets" -> path.size() > 4 ? tableTemplate(path) : "datasets" + path.size();
      case "jobs", "queries" -> path.get(2) + path.size();
      default -> "";
    };
  }

  private static String tableTemplate(List<String> path) {
    if (!path.get(4).equals("tables")) {
      return "";
    }
    return switch (path.size()) {
      case 5 -> "tables";
      case 6 -> "table";
      default -> path.size() == 7 ? path.get(6) : "";
    };
  }

  private static JobFailure unsupported(Call call) {
    return new JobFailure(
        "notFound",
        "Not found: "
            + call.method()
            + " /"
            + String.join("/", call.path())
            + " is not supported by the local BigQuery.");
  }
}
