package com.campaignsync.local.bigquery.rest;

import com.campaignsync.local.bigquery.job.JobFailure;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;

/**
 * What jobs.list asks for.
 *
 * @param states lower case; empty for all
 * @param parentJobId empty for jobs without a parent
 * @param createdFromMillis creation times wanted, inclusive on both ends
 */
record JobFilter(
    List<String> states, String parentJobId, long createdFromMillis, long createdToMillis) {

  static JobFilter of(Call call) {
    String states = call.text("stateFilter", "").toLowerCase(Locale.ROOT);
    for (String state : states.isEmpty() ? new String[0] : states.split(",")) {
      if (!List.of("done", "pending", "running").contains(state)) {
        throw new JobFailure("invalid", "Invalid value for stateFilter: " + state);
      }
    }
    return new JobFilter(
        states.isEmpty() ? List.of() : List.of(states.split(",")),
        call.text("parentJobId", ""),
        call.number("minCreationTime", 0),
        call.number("maxCreationTime", Long.MAX_VALUE));
  }

  boolean takesEnded() {
    return states.isEmpty() || states.contains("done");
  }

  boolean takes(JsonNode job) {
    String state = job.path("status").path("state").asText().toLowerCase(Locale.ROOT);
    long created = job.path("statistics").path("creationTime").asLong();
    return (states.isEmpty() || states.contains(state))
        && job.path("statistics").path("parentJobId").asText("").equals(parentJobId)
        && created >= createdFromMillis
        && created <= createdToMillis;
  }
}
