package com.campaignsync.local.bigquery.rest;

import com.campaignsync.local.bigquery.job.JobFailure;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request taken apart.
 *
 * @param path the segments after {@code /bigquery/v2}
 * @param query the query string's parameters
 * @param body the JSON body; empty object if there is none
 * @param ifMatch the header If-Match; null if there is none
 */
record Call(
    String method,
    List<String> path,
    Map<String, String> query,
    ObjectNode body,
    @Nullable String ifMatch) {

  /** The job's location, if the call names one, must be ours: it is not found elsewhere. */
  void requireLocation(String here) {
    String asked = text("location", here);
    if (!asked.equalsIgnoreCase(here)) {
      throw new JobFailure(
          "notFound", "Not found: Job " + project() + ":" + asked + "." + path().get(3));
    }
  }

  /** Fails if the client wants to change another version than the present one. */
  void requireVersion(String etag) {
    String wanted = ifMatch;
    if (wanted != null && !wanted.equals("*") && !wanted.replace("\"", "").equals(etag)) {
      throw new JobFailure(
          "conditionNotMet", "Precondition check failed: the etag is " + etag + " now");
    }
  }

  String project() {
    return path.get(1);
  }

  String text(String name, String otherwise) {
    String value = query.get(name);
    return value == null || value.isEmpty() ? otherwise : value;
  }

  /** A number in the query string, at least 0. */
  long number(String name, long otherwise) {
    String value = text(name, Long.toString(otherwise));
    try {
      return Math.max(0, Long.parseLong(value));
    } catch (NumberFormatException e) {
      throw new JobFailure("invalid", "Invalid value for " + name + ": " + value);
    }
  }

  /** Whether TIMESTAMPs are wanted as integers; the client asks in one of two ways. */
  boolean int64Timestamps() {
    return Boolean.parseBoolean(text("formatOptions.useInt64Timestamp", "false"))
        || Boolean.parseBoolean(text("useInt64Timestamp", "false"))
        || body.path("formatOptions").path("useInt64Timestamp").asBoolean();
  }
}
