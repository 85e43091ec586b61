package com.campaignsync.local.bigquery.rest;

import com.campaignsync.local.bigquery.job.JobFailure;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Faults on demand: {@code /local/faults}, which BigQuery does not have. POST adds one, GET lists
 * them, DELETE removes all.
 */
public final class Faults {

  /** Most faults waiting: a forgotten script cannot fill the memory. */
  private static final int WAITING_MAX = 100;

  private static final int TIMES_MAX = 10_000;

  /** Longest hang: as long as the longest function may run. */
  private static final int SECONDS_MAX = 600;

  private static final Set<String> KINDS = Set.of("fail", "hang", "truncate", "slow", "running");

  private static final Set<String> METHODS =
      Set.of(
          "datasets.list",
          "datasets.insert",
          "datasets.get",
          "datasets.patch",
          "datasets.update",
          "datasets.delete",
          "tables.list",
          "tables.insert",
          "tables.get",
          "tables.patch",
          "tables.update",
          "tables.delete",
          "tabledata.list",
          "tabledata.insertAll",
          "jobs.insert",
          "jobs.list",
          "jobs.get",
          "jobs.cancel",
          "jobs.query",
          "jobs.getQueryResults");

  /** BigQuery's documented reasons. */
  private static final Set<String> REASONS =
      Set.of(
          "accessDenied",
          "backendError",
          "badRequest",
          "billingNotEnabled",
          "billingTierLimitExceeded",
          "blocked",
          "bytesBilledLimitExceeded",
          "conditionNotMet",
          "duplicate",
          "forbidden",
          "internalError",
          "invalid",
          "invalidQuery",
          "invalidUser",
          "jobBackendError",
          "jobInternalError",
          "jobRateLimitExceeded",
          "notFound",
          "notImplemented",
          "parseError",
          "proxyAuthenticationRequired",
          "quotaExceeded",
          "rateLimitExceeded",
          "requestTooLarge",
          "resourceInUse",
          "resourcesExceeded",
          "responseTooLarge",
          "stopped",
          "tableUnavailable",
          "timeout");

  /**
   * One fault.
   *
   * @param method for example {@code jobs.query}; empty for every call
   * @param reply what a failing call answers; null for the other kinds
   * @param amount seconds of a hang, bytes per second of a slow answer
   */
  record Fault(String method, String then, @Nullable Reply reply, long amount) {}

  private static final class Waiting {
    private final Fault fault;
    private final ObjectNode json;
    private int times;

    Waiting(Fault fault, ObjectNode json, int times) {
      this.fault = fault;
      this.json = json;
      this.times = times;
    }
  }

  private final List<Waiting> waiting = new ArrayList<>();

  Reply answer(Call call) {
    switch (call.method()) {
      case "POST" -> add(call.body());
      case "DELETE" -> clear();
      case "GET" -> {}
      default -> throw new JobFailure("invalid", "Use POST, GET or DELETE on /local/faults.");
    }
    return Reply.ok(list());
  }

  private synchronized void clear() {
    waiting.clear();
  }

  private synchronized ObjectNode list() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode faults = body.putArray("faults");
    waiting.forEach(w -> faults.add(w.json.deepCopy().put("times", w.times)));
    return body;
  }

  private synchronized void add(ObjectNode json) {
    String then = json.path("then").asText("");
    int times = json.path("times").asInt(1);
    long amount = json.path(then.equals("hang") ? "seconds" : "bytesPerSecond").asLong(0);
    boolean timed = then.equals("hang") || then.equals("slow");
    if (!KINDS.contains(then) || times < 1 || times > TIMES_MAX) {
      throw new JobFailure(
          "invalid",
          "A fault needs then: fail, hang, truncate, slow or running, and times 1 to 10000.");
    }
    if (timed && (amount < 1 || (then.equals("hang") && amount > SECONDS_MAX))) {
      throw new JobFailure(
          "invalid", "hang needs seconds, 1 to 600; slow needs bytesPerSecond, at least 1.");
    }
    if (waiting.size() >= WAITING_MAX) {
      throw new JobFailure("invalid", "100 faults wait already: DELETE /local/faults first.");
    }
    Reply reply = then.equals("fail") ? failure(json) : null;
    String method = json.path("method").asText("");
    if (!method.isEmpty() && !METHODS.contains(method)) {
      throw new JobFailure("invalid", "method: no such method: " + method);
    }
    waiting.add(new Waiting(new Fault(method, then, reply, amount), json.deepCopy(), times));
  }

  private static Reply failure(ObjectNode json) {
    String reason = json.path("reason").asText("backendError");
    if (!REASONS.contains(reason)) {
      throw new JobFailure("invalid", "reason: no such reason: " + reason);
    }
    Reply usual = Reply.error(reason, json.path("message").asText("A fault on demand: " + reason));
    int status = json.path("status").asInt(usual.status());
    if (status < 400 || status > 599) {
      throw new JobFailure("invalid", "A failing call needs a status of 400 to 599.");
    }
    usual.body().withObject("/error").put("code", status);
    return new Reply(status, usual.body(), null);
  }

  /** A job's answer as it is while the job runs: one that never ends answers so for ever. */
  static Reply stillRunning(Reply reply) {
    if (reply.body().path("status").has("state")) {
      ObjectNode status = reply.body().withObject("/status").put("state", "RUNNING");
      status.remove(List.of("errorResult", "errors"));
      reply.body().withObject("/statistics").remove("endTime");
    }
    return reply;
  }

  /** The fault this call meets, used up by one; null if none waits for it. */
  synchronized @Nullable Fault take(String method) {
    for (Iterator<Waiting> all = waiting.iterator(); all.hasNext(); ) {
      Waiting next = all.next();
      if (next.fault.method().isEmpty() || next.fault.method().equals(method)) {
        if (--next.times == 0) {
          all.remove();
        }
        return next.fault;
      }
    }
    return null;
  }

  /** BigQuery's name of the method a call asks for, such as {@code tables.get}. */
  static String method(Call call) {
    return switch (call.method() + " " + Api.template(call)) {
      case "GET datasets3" -> "datasets.list";
      case "POST datasets3" -> "datasets.insert";
      case "GET datasets4" -> "datasets.get";
      case "PATCH datasets4" -> "datasets.patch";
      case "PUT datasets4" -> "datasets.update";
      case "DELETE datasets4" -> "datasets.delete";
      case "GET tables" -> "tables.list";
      case "POST tables" -> "tables.insert";
      case "GET table" -> "tables.get";
      case "PATCH table" -> "tables.patch";
      case "PUT table" -> "tables.update";
      case "DELETE table" -> "tables.delete";
      case "GET data" -> "tabledata.list";
      case "POST insertAll" -> "tabledata.insertAll";
      case "POST jobs3" -> "jobs.insert";
      case "GET jobs3" -> "jobs.list";
      case "GET jobs4" -> "jobs.get";
      case "POST jobs5" -> "jobs.cancel";
      case "POST queries3" -> "jobs.query";
      case "GET queries4" -> "jobs.getQueryResults";
      default -> "";
    };
  }
}
