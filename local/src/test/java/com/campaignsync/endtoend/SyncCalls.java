package com.campaignsync.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.campaignsync.endtoend.Http.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;

/** Syncs asked for and watched through the API, as a client does. */
final class SyncCalls {

  static final List<String> UNDER_WAY = List.of("pending", "running", "retrying");

  private SyncCalls() {}

  /** Syncs one connection now and answers the ended job. */
  static JsonNode syncNow(String api, String token, String connectionId) throws Exception {
    return await(api, token, request(api, token, connectionId));
  }

  /** Asks for a sync of one connection; answers the job's id. */
  static String request(String api, String token, String connectionId) throws Exception {
    Answer asked = Http.post(api + "/connections/" + connectionId + "/sync-now", token, "");
    assertEquals(202, asked.status(), asked.toString());
    return asked.body().path("job_id").asText();
  }

  /** Waits for a job's end. */
  static JsonNode await(String api, String token, String jobId) throws Exception {
    String url = api + "/api/campaign-performance/sync-jobs/" + jobId + "?wait=10";
    return Eventually.get(
        "the job ends",
        Duration.ofSeconds(90),
        Duration.ZERO,
        () -> Http.get(url, token).body().path("sync_job"),
        job -> !UNDER_WAY.contains(job.path("status").asText()));
  }
}
