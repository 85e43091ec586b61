package com.campaignsync.local.source;

import com.campaignsync.adapters.bigquery.BigQueryClients;
import com.campaignsync.adapters.bigquery.BigQueryMetricsSource;
import com.campaignsync.adapters.bigquery.ReadLimits;
import com.campaignsync.adapters.bigquery.StorageClients;
import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.metric.Measures;
import com.campaignsync.domain.metric.MetricRow;
import com.campaignsync.domain.source.ReadRequest;
import com.campaignsync.domain.source.ReadTarget;
import com.campaignsync.domain.source.SourceMapping;
import com.campaignsync.domain.source.SourceRead;
import com.campaignsync.domain.source.SourceRecord;
import com.campaignsync.domain.tenant.TenantId;
import com.campaignsync.local.bigquery.LocalBigQuery;
import com.campaignsync.local.bigquery.LocalBigQueryConfig;
import com.campaignsync.local.bigquery.read.StorageRead;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.QueryJobConfiguration;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The stand-in with the product's tables, and the source that reads them both ways. */
final class SourceFixture implements AutoCloseable {

  static final String PROJECT = "proj-local";
  static final LocalDate DAY = LocalDate.of(2026, 11, 10);
  static final DayWindow WINDOW = DayWindow.inclusive(DAY, DAY.plusDays(9));
  static final SourceMapping IDENTITY = new SourceMapping("campaign_metrics", Map.of());

  private static final Path SCHEMAS = Path.of("..", "bigquery", "schemas");
  private static final ReadLimits LIMITS = new ReadLimits(PROJECT, "US", 10L << 30, true);

  final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-20T10:00:00Z"));
  final LocalBigQuery server;
  final StorageRead storage;
  final BigQuery client;

  SourceFixture() {
    server =
        LocalBigQuery.start(
            LocalBigQueryConfig.inMemory(PROJECT, now::get)
                .withTables(
                    List.of(
                        new LocalBigQueryConfig.TableFile(
                            "engarde_analytics", SCHEMAS.resolve("campaign_metrics.json")),
                        new LocalBigQueryConfig.TableFile(
                            "engarde_analytics", SCHEMAS.resolve("asset_metrics.json")))));
    storage = server.startStorageRead(0);
    client = clients().lazily().get();
  }

  private BigQueryClients clients() {
    return new BigQueryClients(PROJECT, "US", server.host(), null);
  }

  /** Without Storage Read. */
  BigQueryMetricsSource paged(ReadLimits limits) {
    return new BigQueryMetricsSource(clients().lazily(), "engarde_analytics", limits);
  }

  /** With Storage Read. */
  BigQueryMetricsSource source() {
    return new BigQueryMetricsSource(
        clients().lazily(),
        new StorageClients(storage.endpoint(), null, Duration.ofSeconds(5)).lazily(),
        "engarde_analytics",
        LIMITS);
  }

  BigQueryMetricsSource paged() {
    return paged(LIMITS);
  }

  static ReadLimits limits(Duration jobDeadline, Duration callTimeout) {
    return new ReadLimits(PROJECT, "US", 10L << 30, true, jobDeadline, callTimeout);
  }

  void run(String sql) throws InterruptedException {
    client.query(QueryJobConfiguration.of(sql));
  }

  static ReadTarget target(
      int id, String tenant, String platform, @Nullable String account, String currency) {
    return new ReadTarget(id(id), new TenantId(tenant), platform, account, currency);
  }

  static UUID id(int number) {
    return new UUID(0, number);
  }

  /** Inspects and makes the request of the whole window. */
  ReadRequest request(Entity entity, SourceMapping mapping, ReadTarget... targets) {
    return new ReadRequest(
        entity,
        mapping,
        source().inspect(entity, mapping).block(),
        List.of(targets),
        List.of(WINDOW),
        Map.of("app", "campaign-sync"));
  }

  static List<String> texts(SourceRead read, int connection) {
    return read.recordsOf(id(connection)).map(SourceFixture::text).collectList().block();
  }

  /** {@code campaign name day hour currency impressions clicks spend conversions revenue}. */
  static String text(SourceRecord record) {
    if (record instanceof SourceRecord.Accepted accepted) {
      return text(accepted.row());
    }
    if (record instanceof SourceRecord.AcceptedAsset asset) {
      return asset.row().assetId()
          + "/"
          + asset.row().assetName()
          + "/"
          + asset.row().engagements()
          + " "
          + text(asset.row().metrics());
    }
    SourceRecord.Rejected rejected = (SourceRecord.Rejected) record;
    return rejected.day() + " " + rejected.reason();
  }

  private static String text(MetricRow row) {
    Measures m = row.measures();
    return "%s %s %s %d %s %s %s %s %s %s"
        .formatted(
            row.campaignId(),
            row.campaignName(),
            row.day(),
            row.hour(),
            row.currency(),
            m.impressions(),
            m.clicks(),
            m.spend(),
            m.conversions(),
            m.revenue());
  }

  /** Makes the next calls of a method go wrong, as the stand-in's README says. */
  void fault(String json) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(server.host() + "/local/faults"))
                    .POST(HttpRequest.BodyPublishers.ofString(json, StandardCharsets.UTF_8))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.body());
    }
  }

  @Override
  public void close() {
    storage.close();
    server.close();
  }
}
