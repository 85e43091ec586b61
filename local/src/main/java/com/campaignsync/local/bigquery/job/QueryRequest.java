package com.campaignsync.local.bigquery.job;

import com.campaignsync.local.bigquery.analysis.QueryParameter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A statement to run.
 *
 * @param parameters by name, or {@code #1}, {@code #2} … by position
 * @param maximumBytesBilled null for no limit
 * @param destination null for an anonymous result
 * @param configuration the job's configuration as sent, kept with the job
 */
public record QueryRequest(
    String jobId,
    String location,
    String sql,
    Map<String, QueryParameter> parameters,
    @Nullable String defaultDataset,
    @Nullable Long maximumBytesBilled,
    boolean dryRun,
    @Nullable Destination destination,
    ObjectNode configuration) {

  /** Whether an earlier result of the same text may answer. */
  boolean usesCache() {
    return destination == null && configuration.path("query").path("useQueryCache").asBoolean(true);
  }
}
