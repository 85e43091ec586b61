package com.campaignsync.adapters.googlecloud.logging;

import com.campaignsync.domain.query.LogQuery;
import com.campaignsync.domain.tenant.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** Writes a query in Cloud Logging's query language; what callers say stands in quotes only. */
final class EntryFilter {

  private EntryFilter() {}

  static String of(LogQuery query) {
    List<String> terms = new ArrayList<>();
    terms.add("resource.type=\"cloud_run_revision\"");
    terms.add("resource.labels.service_name=" + oneOf(query.functions()));
    terms.add("timestamp>=" + quoted(query.since().toString()));
    terms.add("timestamp<" + quoted(query.until().toString()));
    String severity = query.severity();
    if (severity != null) {
      terms.add("severity>=" + severity);
    }
    UUID jobId = query.jobId();
    if (jobId != null) {
      terms.add("jsonPayload.job=" + quoted(jobId.toString()));
    }
    TenantId tenantId = query.tenantId();
    if (tenantId != null) {
      terms.add("jsonPayload.tenant=" + quoted(tenantId.value()));
    }
    String text = query.text();
    if (text != null) {
      terms.add(quoted(text));
    }
    return String.join(" AND ", terms);
  }

  private static String oneOf(List<String> names) {
    return names.stream().map(EntryFilter::quoted).collect(Collectors.joining(" OR ", "(", ")"));
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
