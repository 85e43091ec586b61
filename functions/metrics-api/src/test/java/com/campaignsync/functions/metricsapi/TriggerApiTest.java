package com.campaignsync.functions.metricsapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.store.DueJob;
import com.campaignsync.domain.store.JobStatus;
import com.campaignsync.domain.store.JobType;
import com.campaignsync.domain.store.SyncJob;
import com.campaignsync.domain.sync.SyncMessage.RunJobs;
import com.campaignsync.domain.tenant.TenantId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Syncs of everything, over fakes. */
class TriggerApiTest extends OperationsFixture {

  private static DueJob due(String tenant, String readKey) {
    return new DueJob(
        new SyncJob(
            UUID.randomUUID(),
            UUID.randomUUID(),
            new TenantId(tenant),
            Entity.CAMPAIGN_METRICS,
            JobType.INCREMENTAL_SYNC,
            JobStatus.PENDING,
            null,
            false,
            0,
            3),
        readKey);
  }

  @Test
  void trigger_syncsOneTenantOrAll() {
    DueJob one = due("t1", "r");
    DueJob other = due("t2", "r");
    operations.due.put("t1", List.of(one));
    operations.due.put("t2", List.of(other));
    TestApi.Answer all = admin("POST", TRIGGER, "");
    assertEquals(202, all.status(), all.text());
    assertEquals(
        List.of(new RunJobs(List.of(one.job().id(), other.job().id()))),
        fakes.published,
        "what one read can serve shares a message");
    assertEquals(2, all.json().path("tenants").asInt());
    assertEquals(2, all.json().path("connections_queued").asInt());
    assertEquals(2, all.json().path("connections_paused").asInt());
    assertEquals(2, all.json().path("connections_under_way").asInt());
    assertEquals(2, all.json().path("job_ids").size());
    assertTrue(all.json().get("tenant_id").isNull());
    assertTrue(all.json().path("message").asText().contains("2 paused ones skipped"), all.text());
    for (TestApi.Answer again :
        List.of(
            admin("POST", TRIGGER, "{\"tenant_id\":\"t2\"}"),
            admin("POST", TRIGGER + "?tenant_id=t2", ""))) {
      assertEquals(202, again.status(), again.text());
      assertEquals(0, again.json().path("connections_queued").asInt(-1));
      assertEquals("t2", again.json().path("tenant_id").asText());
    }
    assertEquals(1, fakes.published.size());
  }

  @Test
  void trigger_refusesWhatItDoesNotUnderstand() {
    assertRefused(404, "TENANT_NOT_FOUND", admin("POST", TRIGGER + "?tenant_id=x", ""));
    assertRefused(400, "UNKNOWN_FIELD", admin("POST", TRIGGER, "{\"tenant\":\"t1\"}"));
    assertRefused(
        400, "INVALID_FIELD", admin("POST", TRIGGER + "?tenant_id=t1", "{\"tenant_id\":\"t2\"}"));
    assertRefused(400, "INVALID_TENANT", admin("POST", TRIGGER, "{\"tenant_id\":\" \"}"));
    assertEquals(List.of(), operations.triggered);
  }
}
