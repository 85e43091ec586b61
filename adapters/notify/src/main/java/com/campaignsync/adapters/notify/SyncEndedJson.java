package com.campaignsync.adapters.notify;

import com.campaignsync.domain.store.JobNotice;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * The body of a notice: {@code {"type":"sync.ended","timestamp":…,"data":{…}}}, as the Standard
 * Webhooks specification proposes. It names what ended and how, and holds no metrics.
 */
public final class SyncEndedJson {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private SyncEndedJson() {}

  public static String of(JobNotice notice) {
    ObjectNode json = JSON.createObjectNode();
    json.put("type", "sync.ended");
    json.put("timestamp", notice.endedAt().toString());
    json.putObject("data")
        .put("job_id", notice.jobId().toString())
        .put("connection_id", notice.connectionId().toString())
        .put("tenant_id", notice.tenantId().value())
        .put("entity", notice.entity().wireName())
        .put("job_type", notice.type().name().toLowerCase(Locale.ROOT))
        .put("status", notice.status().wireName())
        .put("records_processed", notice.recordsProcessed())
        .put("records_failed", notice.recordsRejected())
        .put("error_code", notice.errorCode())
        .put("error_message", notice.errorMessage());
    return json.toString();
  }
}
