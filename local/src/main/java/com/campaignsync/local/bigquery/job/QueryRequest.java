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
 * @param timeoutMillis after its creation the job is stopped; null for no limit
 * @param destination null for an anonymous result
 * @param configuration the job's configuration as sent, kept with the job
 * @param inScript null unless the statement is one of a script
 */
public record QueryRequest(
    String jobId,
    String location,
    String sql,
    Map<String, QueryParameter> parameters,
    @Nullable String defaultDataset,
    @Nullable Long maximumBytesBilled,
    @Nullable Long timeoutMillis,
    boolean dryRun,
    @Nullable Destination destination,
    ObjectNode configuration,
    @Nullable InScript inScript) {

  /** Whether an earlier result of the same text may answer. */
  boolean usesCache() {
    return destination == null && configuration.path("query").path("useQueryCache").asBoolean(true);
  }
}
