package com.campaignsync.local.bigquery.rest;

import com.campaignsync.local.bigquery.job.JobFailure;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * A request taken apart.
 *
 * @param path the segments after {@code /bigquery/v2}
 * @param query the query string's parameters
 * @param body the JSON body; empty object if there is none
 */
record Call(String method, List<String> path, Map<String, String> query, ObjectNode body) {

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
