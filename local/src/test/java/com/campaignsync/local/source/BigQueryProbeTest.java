package com.campaignsync.local.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.adapters.bigquery.BigQueryClients;
import com.campaignsync.adapters.bigquery.BigQueryProbe;
import com.campaignsync.domain.source.SourceException.Code;
import com.campaignsync.domain.source.SourceReach;
import com.campaignsync.runtime.Await;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQuery.JobListOption;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class BigQueryProbeTest {

  private static SourceReach probe(Supplier<BigQuery> client, String dataset) {
    return Await.result(
        new BigQueryProbe(client, SourceFixture.PROJECT, dataset, "EU").probe(),
        Duration.ofSeconds(20));
  }

  @Test
  void reach_tellsWhereTheDatasetLiesAndBillsNothing() {
    try (SourceFixture fixture = new SourceFixture()) {
      SourceReach reach = probe(() -> fixture.client, "engarde_analytics");
      assertTrue(reach.reachable(), reach.toString());
      assertEquals("US", reach.location(), "as it is, not as it should be");
      assertTrue(reach.latency() != null && reach.latency().toMillis() < 5_000);
      assertFalse(
          fixture.client.listJobs(JobListOption.pageSize(1)).getValues().iterator().hasNext());
    }
  }

  @Test
  void aMissingDataset_isNamed() {
    try (SourceFixture fixture = new SourceFixture()) {
      SourceReach reach = probe(() -> fixture.client, "nowhere");
      assertEquals(new SourceReach(null, "nowhere", "EU", Code.SOURCE_TABLE_NOT_FOUND), reach);
    }
  }

  @Test
  void aServerThatNeverAnswers_isUnreachableWithinSeconds() throws IOException {
    try (ServerSocket silent = new ServerSocket(0)) {
      BigQueryClients clients =
          new BigQueryClients("p", "EU", "127.0.0.1:" + silent.getLocalPort(), null);
      SourceReach reach = probe(clients.lazily(), "d");
      assertEquals(Code.SOURCE_UNAVAILABLE, reach.failure());
      assertNull(reach.latency());
    }
  }

  @Test
  void unusableCredentials_areAnAnswerToo() {
    BigQueryClients clients = new BigQueryClients("p", "EU", null, "{}");
    assertFalse(probe(clients.lazily(), "d").reachable());
  }
}
