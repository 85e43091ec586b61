package com.campaignsync.local.source;

import static com.campaignsync.domain.metric.Entity.CAMPAIGN_METRICS;
import static com.campaignsync.local.source.SourceFixture.DAY;
import static com.campaignsync.local.source.SourceFixture.IDENTITY;
import static com.campaignsync.local.source.SourceFixture.PROJECT;
import static com.campaignsync.local.source.SourceFixture.WINDOW;
import static com.campaignsync.local.source.SourceFixture.limits;
import static com.campaignsync.local.source.SourceFixture.target;
import static com.campaignsync.local.source.SourceFixture.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.adapters.bigquery.BigQueryMetricsSource;
import com.campaignsync.adapters.bigquery.ReadLimits;
import com.campaignsync.domain.source.ReadRequest;
import com.campaignsync.domain.source.SourceException;
import com.campaignsync.domain.source.SourceException.Code;
import com.campaignsync.domain.source.SourceMapping;
import com.campaignsync.domain.source.SourceRead;
import com.campaignsync.domain.source.SourceState;
import com.campaignsync.local.bigquery.schema.TableRef;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobStatus;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TableInfo;
import com.google.cloud.bigquery.ViewDefinition;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** A server that fails, hangs or breaks off: the source says so, and never reads short. */
class FaultySourceTest {

  private static final int ROWS = 25_000;
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final SourceFixture bigQuery = new SourceFixture();

  @AfterEach
  void stop() {
    bigQuery.close();
  }

  @Test
  void aTruncatedPage_isUnavailable_neverAShortRead() throws Exception {
    load();
    SourceRead read = bigQuery.paged().read(request(bigQuery.paged())).block();
    bigQuery.fault("{\"method\":\"tabledata.list\",\"times\":1,\"then\":\"truncate\"}");

    assertEquals(Code.SOURCE_UNAVAILABLE, failure(Mono.fromCallable(() -> texts(read, 1))).code());
  }

  @Test
  void aPageThatHangs_isGivenUp() throws Exception {
    load();
    BigQueryMetricsSource source = bigQuery.paged(limits(Duration.ofMinutes(1), PATIENCE));
    SourceRead read = source.read(request(source)).block();
    bigQuery.fault("{\"method\":\"tabledata.list\",\"times\":10,\"then\":\"hang\",\"seconds\":3}");

    SourceException late = failure(Mono.fromCallable(() -> texts(read, 1)));

    assertEquals(Code.SOURCE_UNAVAILABLE, late.code());
    assertEquals(
        "BigQuery did not answer in full: no page of rows came within 1 s of row 0; it is tried"
            + " again",
        late.getMessage());
  }

  @Test
  void metadataThatHangs_isGivenUp() throws Exception {
    bigQuery.fault("{\"method\":\"tables.get\",\"times\":10,\"then\":\"hang\",\"seconds\":3}");

    SourceException late =
        failure(
            bigQuery
                .paged(limits(Duration.ofMinutes(1), PATIENCE))
                .inspect(CAMPAIGN_METRICS, IDENTITY));

    assertEquals(Code.SOURCE_UNAVAILABLE, late.code());
    assertEquals("BigQuery did not answer within 1 s; it is tried again", late.getMessage());
  }

  @Test
  void aJobThatDoesNotEnd_isCancelled() {
    endlessView();
    ReadLimits limits = limits(PATIENCE, Duration.ofSeconds(30));
    BigQueryMetricsSource source = bigQuery.paged(limits);
    SourceMapping endless = new SourceMapping("endless", Map.of());
    SourceState state = source.inspect(CAMPAIGN_METRICS, endless).block();

    SourceException overdue =
        failure(
            source.read(
                new ReadRequest(
                    CAMPAIGN_METRICS,
                    endless,
                    state,
                    List.of(target(1, "acme", "google_ads", null, "USD")),
                    List.of(WINDOW),
                    Map.of())));

    assertEquals(Code.SOURCE_UNAVAILABLE, overdue.code());
    assertTrue(
        overdue
            .getMessage()
            .endsWith("had not ended after 1 s and was cancelled; it is tried again"),
        overdue.getMessage());
    assertStops();
  }

  @Test
  void aRefusedPartitionSummary_costsOnlyTheGate() throws Exception {
    bigQuery.fault(
        "{\"method\":\"tabledata.list\",\"times\":1,\"then\":\"fail\",\"reason\":\"accessDenied\"}");

    SourceState state = bigQuery.source().inspect(CAMPAIGN_METRICS, IDENTITY).block();

    assertEquals(null, state.partitions());
    assertEquals("its partitions' times cannot be read", state.ungatedReason());
  }

  @Test
  void withoutAStorageServer_aLargeReadIsUnavailable_andASmallOneIsNot() throws Exception {
    load();
    BigQueryMetricsSource source = bigQuery.source();
    ReadRequest request = request(source);
    ReadRequest noRows =
        new ReadRequest(
            CAMPAIGN_METRICS,
            IDENTITY,
            request.state(),
            List.of(target(1, "nobody", "google_ads", null, "USD")),
            request.days(),
            Map.of());
    SourceRead read = source.read(request).block();
    bigQuery.storage.close();

    assertEquals(List.of(), texts(source.read(noRows).block(), 1));
    assertEquals(Code.SOURCE_UNAVAILABLE, failure(Mono.fromCallable(() -> texts(read, 1))).code());
  }

  private static SourceException failure(Mono<?> call) {
    return assertThrows(SourceException.class, call::block);
  }

  private ReadRequest request(BigQueryMetricsSource source) {
    return new ReadRequest(
        CAMPAIGN_METRICS,
        IDENTITY,
        source.inspect(CAMPAIGN_METRICS, IDENTITY).block(),
        List.of(target(1, "acme", "google_ads", null, "USD")),
        List.of(WINDOW),
        Map.of());
  }

  private void load() throws SQLException {
    bigQuery.server.loadOnce(
        "rows",
        new TableRef(PROJECT, "engarde_analytics", "campaign_metrics"),
        IntStream.range(0, ROWS).mapToObj(FaultySourceTest::row));
  }

  private static List<Object> row(int i) {
    Object[] row = new Object[19];
    row[0] = "acme";
    row[1] = "c" + i;
    row[4] = "google_ads";
    row[5] = DAY.plusDays(i % 10);
    row[8] = (long) i;
    return Arrays.asList(row);
  }

  /** Ten thousand million rows. */
  private void endlessView() {
    bigQuery.client.create(
        TableInfo.of(
            TableId.of("engarde_analytics", "endless"),
            ViewDefinition.newBuilder(
                    """
                    SELECT 'acme' AS tenant_id, 'google_ads' AS platform,
                      CAST(a * b AS STRING) AS campaign_id, DATE '2026-11-11' AS metric_date,
                      a AS impressions, b AS clicks, 1 AS spend, 1 AS conversions, 1 AS revenue
                    FROM UNNEST(GENERATE_ARRAY(1, 100000)) AS a
                    CROSS JOIN UNNEST(GENERATE_ARRAY(1, 100000)) AS b
                    """)
                .setUseLegacySql(false)
                .build()));
  }

  private void assertStops() {
    long deadlineNanos = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (running()) {
      assertFalse(System.nanoTime() > deadlineNanos, "the job still runs");
      Thread.onSpinWait();
    }
  }

  private boolean running() {
    for (Job job : bigQuery.client.listJobs().iterateAll()) {
      if (!JobStatus.State.DONE.equals(job.getStatus().getState())) {
        return true;
      }
    }
    return false;
  }
}
