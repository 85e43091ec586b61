package com.campaignsync.local.source;

import static com.campaignsync.domain.metric.Entity.ASSET_METRICS;
import static com.campaignsync.domain.metric.Entity.CAMPAIGN_METRICS;
import static com.campaignsync.local.source.SourceFixture.target;
import static com.campaignsync.local.source.SourceFixture.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignsync.domain.source.MappingDocument;
import com.campaignsync.domain.source.SourceException;
import com.campaignsync.domain.source.SourceMapping;
import com.campaignsync.domain.source.SourceRead;
import com.campaignsync.domain.source.SourceState;
import com.campaignsync.domain.source.SourceState.PartitionKind;
import com.google.cloud.bigquery.DatasetInfo;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TableInfo;
import com.google.cloud.bigquery.TimePartitioning;
import com.google.cloud.bigquery.ViewDefinition;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sources of other shapes than ours, reached by configuration alone. */
class MappedSourcesTest {

  private static final SourceMapping TRANSFER =
      MappingDocument.parse(
          "ads.p_ads_CampaignBasicStats_123",
          Map.of("preset", "google_ads_transfer", "customer_id", "123"));

  private final SourceFixture bigQuery = new SourceFixture();

  @BeforeEach
  void dataset() {
    bigQuery.client.create(DatasetInfo.of("ads"));
  }

  @AfterEach
  void stop() {
    bigQuery.close();
  }

  @Test
  void ourOwnColumns_needNoMapping_andSumTheSourcesFinerGrain() throws InterruptedException {
    bigQuery.run(
        """
        INSERT INTO engarde_analytics.campaign_metrics
          (tenant_id, platform, campaign_id, campaign_name, metric_date, impressions, clicks, spend,
           conversions, revenue)
        VALUES ('acme', 'google_ads', 'c1', 'Old', '2026-11-11', 10, 1, 0.1, 1, NULL),
               ('acme', 'google_ads', 'c1', 'Spring', '2026-11-11', 20, 2, 0.2, NULL, NULL),
               ('acme', 'meta_ads', 'c1', 'Other', '2026-11-11', 1, 1, 1, 1, 1)
        """);

    assertEquals(
        List.of("c1 Spring 2026-11-11 -1 USD 30 3 0.3 1 null"),
        read(SourceFixture.IDENTITY, "acme", null));
  }

  @Test
  void googleAdsTransfer_isReadInUnits_withEachCampaignsLatestName() throws InterruptedException {
    transferTables();
    stats(7_000_000_001L, 123, "2026-11-11", 1_230_001L, "MOBILE");
    stats(7_000_000_001L, 123, "2026-11-11", 2_000_000L, "DESKTOP");
    stats(9_007_199_254_740_993L, 123, "2026-11-12", 999_999L, "MOBILE");
    stats(7_000_000_001L, 456, "2026-11-11", 5_000_000L, "MOBILE");
    bigQuery.run("INSERT INTO ads.p_ads_Campaign_123 VALUES (7000000001, 'Zebra')");
    bigQuery.now.updateAndGet(instant -> instant.plus(Duration.ofDays(1)));
    bigQuery.run(
        "INSERT INTO ads.p_ads_Campaign_123 VALUES (7000000001, 'Aardvark'), (8, 'No rows')");

    assertEquals(
        List.of(
            "7000000001 Aardvark 2026-11-11 -1 USD 200 10 3.230001 3 5",
            "9007199254740993 null 2026-11-12 -1 USD 100 5 0.999999 1.5 2.5"),
        read(TRANSFER, "acme", "123"));
  }

  @Test
  void googleAdsTransfer_isPartitionedByIngestionTime_soNoDayIsGated() {
    transferTables();

    SourceState state = bigQuery.source().inspect(CAMPAIGN_METRICS, TRANSFER).block();

    assertNull(state.partitions());
    assertEquals(
        "partitioned by ingestion time, which does not tell the days of its rows",
        state.ungatedReason());
  }

  @Test
  void fivetran_isReadByPlatform_andWhollyTheConnectionsTenant() throws InterruptedException {
    create(
        "ad_reporting__campaign_report",
        null,
        "source_relation STRING, date_day DATE, platform STRING, account_id STRING,"
            + " account_name STRING, campaign_id STRING, campaign_name STRING, clicks INT64,"
            + " impressions INT64, spend FLOAT64, conversions FLOAT64, conversions_value FLOAT64");
    bigQuery.run(
        """
        INSERT INTO ads.ad_reporting__campaign_report
        VALUES ('fb', '2026-11-11', 'google_ads', 'a1', 'A', 'c1', 'Spring', 5, 100, 1.5, 2.5, 10),
               ('fb', '2026-11-11', 'google_ads', 'a2', 'B', 'c2', 'Fall', 6, 200, 2.5, 1, NULL),
               ('fb', '2026-11-11', 'facebook_ads', 'a1', 'A', 'c1', 'Spring', 9, 9, 9, 9, 9)
        """);
    SourceMapping mapping =
        MappingDocument.parse(
            "ads.ad_reporting__campaign_report", Map.of("preset", "fivetran_ad_report"));

    assertEquals(
        List.of(
            "c1 Spring 2026-11-11 -1 USD 100 5 1.5 2.5 10",
            "c2 Fall 2026-11-11 -1 USD 200 6 2.5 1 null"),
        read(mapping, "acme", null).stream().sorted().toList());
    assertEquals(
        List.of("c2 Fall 2026-11-11 -1 USD 200 6 2.5 1 null"), read(mapping, "acme", "a2"));
  }

  @Test
  void constantsMicrosAndMissingMeasures_areOfTheMapping() throws InterruptedException {
    create(
        "micros",
        null,
        "campaign_id STRING, metric_date DATE, impressions INT64, clicks INT64, cost INT64");
    bigQuery.run("INSERT INTO ads.micros VALUES ('c1', '2026-11-11', 7, 1, 1)");
    Map<String, @Nullable Object> document = new HashMap<>();
    document.put("tenant_id", Map.of("constant", "acme"));
    document.put("platform", Map.of("constant", "google_ads"));
    document.put("currency", Map.of("constant", "JPY"));
    document.put("spend", Map.of("column", "cost", "scale", "micros"));
    document.put("conversions", null);
    document.put("revenue", null);
    SourceMapping mapping = MappingDocument.parse("ads.micros", document);

    SourceRead read =
        bigQuery
            .source()
            .read(
                bigQuery.request(
                    CAMPAIGN_METRICS,
                    mapping,
                    target(1, "acme", "google_ads", null, "USD"),
                    target(2, "globex", "google_ads", null, "USD")))
            .block();

    assertEquals(List.of("c1 null 2026-11-11 -1 JPY 7 1 0.000001 null null"), texts(read, 1));
    SourceException refused = assertThrows(SourceException.class, () -> texts(read, 2));
    assertEquals(SourceException.Code.SOURCE_QUERY_INVALID, refused.code());
  }

  @Test
  void assets_areReadWithTheirEngagements() throws InterruptedException {
    bigQuery.run(
        """
        INSERT INTO engarde_analytics.asset_metrics
          (tenant_id, platform, campaign_id, asset_id, asset_name, metric_date, impressions, clicks,
           engagements, spend, conversions, revenue)
        VALUES ('acme', 'google_ads', 'c1', 'a1', 'Video', '2026-11-11', 10, 1, 3, 0.1, 1, 1),
               ('acme', 'google_ads', 'c1', 'a1', 'Video', '2026-11-11', 10, 1, 4, 0.1, 1, 1),
               ('acme', 'google_ads', 'c1', ' ', 'Blank', '2026-11-12', 10, 1, 4, 0.1, 1, 1)
        """);
    SourceMapping mapping = new SourceMapping("asset_metrics", Map.of());

    SourceRead read =
        bigQuery
            .source()
            .read(
                bigQuery.request(
                    ASSET_METRICS, mapping, target(1, "acme", "google_ads", null, "USD")))
            .block();

    assertEquals(
        List.of("a1/Video/7 c1 null 2026-11-11 -1 USD 20 2 0.2 2 2", "2026-11-12 NO_ASSET"),
        texts(read, 1));
  }

  @Test
  void monthPartitions_tellWhichMonthChanged() throws InterruptedException {
    create(
        "by_month",
        TimePartitioning.newBuilder(TimePartitioning.Type.MONTH).setField("day").build(),
        "tenant_id STRING, platform STRING, campaign_id STRING, day DATE, impressions INT64,"
            + " clicks INT64, spend NUMERIC, conversions INT64, revenue NUMERIC");
    bigQuery.run(
        "INSERT INTO ads.by_month VALUES ('acme', 'google_ads', 'c1', '2026-11-11', 1, 1, 1, 1, 1)");
    SourceMapping mapping =
        MappingDocument.parse(
            "ads.by_month",
            Map.of("metric_date", "day", "partition", Map.of("column", "day", "kind", "month")));

    SourceState state = bigQuery.source().inspect(CAMPAIGN_METRICS, mapping).block();

    assertEquals(PartitionKind.MONTH, state.partitions().kind());
    assertEquals(Set.of(LocalDate.of(2026, 11, 1)), state.partitions().modifiedAt().keySet());
    assertEquals(
        state.partitions().modifiedAt(LocalDate.of(2026, 11, 1)),
        state.partitions().modifiedAt(LocalDate.of(2026, 11, 30)));
    assertEquals(List.of("c1 null 2026-11-11 -1 USD 1 1 1 1 1"), read(mapping, "acme", null));
  }

  @Test
  void aView_isReadButNotGated() {
    bigQuery.client.create(
        TableInfo.of(
            TableId.of("ads", "v"),
            ViewDefinition.newBuilder(
                    "SELECT * FROM `proj-local.engarde_analytics.campaign_metrics`")
                .setUseLegacySql(false)
                .build()));

    SourceState state =
        bigQuery.source().inspect(CAMPAIGN_METRICS, new SourceMapping("ads.v", Map.of())).block();

    assertNull(state.partitions());
    assertNull(state.modifiedAt());
    assertEquals("a VIEW tells no modification time", state.ungatedReason());
  }

  private void transferTables() {
    TimePartitioning byIngestion = TimePartitioning.of(TimePartitioning.Type.DAY);
    create(
        "p_ads_CampaignBasicStats_123",
        byIngestion,
        "campaign_id INT64, customer_id INT64, segments_date DATE, segments_device STRING,"
            + " metrics_impressions INT64, metrics_clicks INT64, metrics_cost_micros INT64,"
            + " metrics_conversions FLOAT64, metrics_conversions_value FLOAT64");
    create("p_ads_Campaign_123", byIngestion, "campaign_id INT64, campaign_name STRING");
  }

  private void stats(long campaign, long customer, String day, long micros, String device)
      throws InterruptedException {
    bigQuery.run(
        "INSERT INTO ads.p_ads_CampaignBasicStats_123 VALUES (%d, %d, '%s', '%s', 100, 5, %d, 1.5, 2.5)"
            .formatted(campaign, customer, day, device, micros));
  }

  private List<String> read(SourceMapping mapping, String tenant, @Nullable String account) {
    SourceRead read =
        bigQuery
            .source()
            .read(
                bigQuery.request(
                    CAMPAIGN_METRICS, mapping, target(1, tenant, "google_ads", account, "USD")))
            .block();
    return texts(read, 1);
  }

  private void create(String table, @Nullable TimePartitioning partitioning, String columns) {
    List<Field> fields = new ArrayList<>();
    for (String column : columns.split(", ", -1)) {
      String[] parts = column.split(" ", -1);
      fields.add(Field.of(parts[0], StandardSQLTypeName.valueOf(parts[1])));
    }
    bigQuery.client.create(
        TableInfo.of(
            TableId.of("ads", table),
            StandardTableDefinition.newBuilder()
                .setSchema(Schema.of(fields))
                .setTimePartitioning(partitioning)
                .build()));
  }
}
