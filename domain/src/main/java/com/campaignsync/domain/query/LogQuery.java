package com.campaignsync.domain.query;

import com.campaignsync.domain.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which log entries are meant; null is any.
 *
 * @param severity at least this grave: a name of Cloud Logging's LogSeverity
 * @param functions of these functions, at least one
 * @param jobId of this sync job
 * @param tenantId of this tenant
 * @param since first instant, inclusive
 * @param until end, exclusive
 * @param text occurs somewhere in the entry, in either case
 */
public record LogQuery(
    @Nullable String severity,
    List<String> functions,
    @Nullable UUID jobId,
    @Nullable TenantId tenantId,
    Instant since,
    Instant until,
    @Nullable String text) {

  public LogQuery {
    functions = List.copyOf(functions);
    if (functions.isEmpty()) {
      throw new IllegalArgumentException("name at least one function");
    }
  }
}
