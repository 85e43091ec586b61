package com.campaignsync.local.source;

import static com.campaignsync.domain.metric.Entity.ASSET_METRICS;
import static com.campaignsync.domain.metric.Entity.CAMPAIGN_METRICS;
import static com.campaignsync.local.source.SourceFixture.IDENTITY;
import static com.campaignsync.local.source.SourceFixture.target;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignsync.domain.source.MappingDocument;
import com.campaignsync.domain.source.ReadTarget;
import com.campaignsync.domain.source.SourceException;
import com.campaignsync.domain.source.SourceException.Code;
import com.campaignsync.domain.source.SourceMapping;
import com.campaignsync.domain.source.SourceSample;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TableInfo;
import com.google.cloud.bigquery.ViewDefinition;
import com.google.common.collect.Iterables;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is said of a source before a connection is made of it. */
class SourceValidationTest {

  private static final ReadTarget ACME = target(1, "acme", "google_ads", null, "USD");

  private final SourceFixture bigQuery = new SourceFixture();

  @AfterEach
  void stop() {
    bigQuery.close();
  }

  @Test
  void aRowOfTheConnection_isShownAsItWouldBeRead_withoutAQuery() throws InterruptedException {
    rows();
    int jobs = jobs();
    SourceMapping micros =
        MappingDocument.parse(
            "campaign_metrics", Map.of("spend", Map.of("column", "revenue", "scale", "micros")));

    SourceSample sample = bigQuery.source().validate(CAMPAIGN_METRICS, micros, ACME).block();

    assertEquals(
        Map.of(
            "tenant_id", "acme",
            "platform", "google_ads",
            "campaign_id", "c1",
            "metric_date", "2026-11-11",
            "impressions", "10",
            "spend", "0.0000025",
            "revenue", "2.5"),
        sample.row());
    assertNull(sample.withoutRow());
    assertEquals(jobs, jobs(), "no job, so nothing billed");
  }

  @Test
  void anotherTenantsRow_isNeverShown() throws InterruptedException {
    rows();

    assertEquals(
        new SourceSample(Map.of(), "none of the 2 rows looked at is the connection's"),
        bigQuery
            .source()
            .validate(CAMPAIGN_METRICS, IDENTITY, target(1, "globex", "google_ads", null, "USD"))
            .block());
  }

  @Test
  void anEmptyTable_andAView_haveNoRowToShow() {
    assertEquals("the table is empty", sample(IDENTITY).withoutRow());
    bigQuery.client.create(
        TableInfo.of(
            TableId.of("engarde_analytics", "v"),
            ViewDefinition.newBuilder(
                    "SELECT * FROM `proj-local.engarde_analytics.campaign_metrics`")
                .setUseLegacySql(false)
                .build()));
    assertEquals(
        "a VIEW shows its rows to queries only, and they cost",
        sample(new SourceMapping("v", Map.of())).withoutRow());
  }

  @Test
  void partitionsThatAreOtherThanTheMappingSays_areRefused() {
    Map<String, String> month = Map.of("column", "metric_date", "kind", "month");
    SourceException error =
        assertThrows(
            SourceException.class,
            () -> sample(MappingDocument.parse("campaign_metrics", Map.of("partition", month))));

    assertEquals(Code.SOURCE_QUERY_INVALID, error.code());
    assertEquals(
        "source 'campaign_metrics' is partitioned by day on metric_date, the mapping says month on"
            + " metric_date; mend the mapping's partition or leave it out",
        error.getMessage());
    Map<String, String> day = Map.of("column", "metric_date", "kind", "day");
    assertNull(
        sample(MappingDocument.parse("campaign_metrics", Map.of("partition", day))).row().get("x"));
  }

  @Test
  void whatIsWrong_isNamed() {
    assertRefused(
        Code.SOURCE_TABLE_NOT_FOUND,
        "source 'nowhere' does not exist; mend the connection's source or mapping",
        new SourceMapping("nowhere", Map.of()),
        ACME);
    assertRefused(
        Code.SOURCE_COLUMN_MISSING,
        "source 'campaign_metrics' has no column cost; has columns of a wrong type: metric_date is"
            + " DATE, want [INT64]; mend the table or the connection's mapping",
        MappingDocument.parse("campaign_metrics", Map.of("spend", "cost", "clicks", "metric_date")),
        ACME);
    assertRefused(
        Code.SOURCE_COLUMN_MISSING,
        "names table 'asset_metrics' has no column title; mend the table or the connection's"
            + " mapping",
        MappingDocument.parse(
            "campaign_metrics",
            Map.of(
                "join", Map.of("table", "asset_metrics", "key", "campaign_id", "name", "title"))),
        ACME);
    assertRefused(
        Code.SOURCE_QUERY_INVALID,
        "source 'campaign_metrics' is of tenant 'acme' by its mapping, the connection is of"
            + " 'globex'; mend the connection's mapping",
        MappingDocument.parse("campaign_metrics", Map.of("tenant_id", Map.of("constant", "acme"))),
        target(1, "globex", "google_ads", null, "USD"));
  }

  @Test
  void assets_needAnAssetId() {
    SourceException error =
        assertThrows(
            SourceException.class,
            () -> bigQuery.source().validate(ASSET_METRICS, IDENTITY, ACME).block());

    assertEquals(
        "source 'campaign_metrics' has no column asset_id; mend the table or the connection's"
            + " mapping",
        error.getMessage());
  }

  private void rows() throws InterruptedException {
    bigQuery.run(
        """
        INSERT INTO engarde_analytics.campaign_metrics
          (tenant_id, platform, campaign_id, metric_date, impressions, revenue)
        VALUES ('initech', 'google_ads', 'secret', '2026-11-11', 1, 1),
               ('acme', 'google_ads', 'c1', '2026-11-11', 10, 2.5)
        """);
  }

  private int jobs() {
    return Iterables.size(bigQuery.client.listJobs().iterateAll());
  }

  private SourceSample sample(SourceMapping mapping) {
    return bigQuery.source().validate(CAMPAIGN_METRICS, mapping, ACME).block();
  }

  private void assertRefused(Code code, String message, SourceMapping mapping, ReadTarget target) {
    SourceException error =
        assertThrows(
            SourceException.class,
            () -> bigQuery.source().validate(CAMPAIGN_METRICS, mapping, target).block());
    assertEquals(message, error.getMessage());
    assertEquals(code, error.code());
  }
}
