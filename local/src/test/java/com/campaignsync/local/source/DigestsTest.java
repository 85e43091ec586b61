package com.campaignsync.local.source;

import static com.campaignsync.domain.metric.Entity.ASSET_METRICS;
import static com.campaignsync.domain.metric.Entity.CAMPAIGN_METRICS;
import static com.campaignsync.local.source.SourceFixture.DAY;
import static com.campaignsync.local.source.SourceFixture.IDENTITY;
import static com.campaignsync.local.source.SourceFixture.id;
import static com.campaignsync.local.source.SourceFixture.target;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.metric.AssetRow;
import com.campaignsync.domain.metric.DayDigest;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.metric.Measures;
import com.campaignsync.domain.metric.MetricRow;
import com.campaignsync.domain.source.ReadRequest;
import com.campaignsync.domain.source.SourceDigests;
import com.campaignsync.domain.source.SourceMapping;
import com.campaignsync.domain.source.SourceRead;
import com.campaignsync.domain.source.SourceRecord;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A digest says of a day what the read of that day says, by the canonical text: computed here from
 * the records, by other code.
 */
class DigestsTest {

  private final SourceFixture bigQuery = new SourceFixture();

  @AfterEach
  void stop() {
    bigQuery.close();
  }

  @Test
  void digests_areThoseOfTheRecordsThatARead_accepts() throws Exception {
    bigQuery.run(
        """
        INSERT INTO engarde_analytics.campaign_metrics
          (tenant_id, platform, campaign_id, campaign_name, metric_date, metric_hour, currency,
           impressions, clicks, spend, conversions, revenue, leads, profit)
        VALUES
          ('acme', 'google_ads', 'кампания-🎯', 'n', '2026-11-11', NULL, '', 10, NULL, 0.1, 1.5, 0, 2, -1.25),
          ('acme', 'google_ads', 'кампания-🎯', 'm', '2026-11-11', NULL, 'USD', 9007199254740993, -7, 0.2, -1.5, NULL, 1e20, 0.000000001),
          ('acme', 'google_ads', ' padded ', NULL, '2026-11-11', 23, 'EUR', 0, 0, 0, 0, 0, 0, 0),
          ('acme', 'google_ads', 'c2', NULL, '2026-11-12', 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
          ('acme', 'google_ads', 'bad', NULL, '2026-11-12', 0, NULL, 1, 1, CAST('NaN' AS FLOAT64), 1, 1, 1, 1),
          ('acme', 'google_ads', '', NULL, '2026-11-12', 0, NULL, 1, 1, 1, 1, 1, 1, 1),
          ('acme', 'google_ads', 'hour', NULL, '2026-11-13', 3, NULL, 1, 1, 1, 1, 1, 1, 1),
          ('acme', 'google_ads', 'hour', NULL, '2026-11-13', NULL, NULL, 1, 1, 1, 1, 1, 1, 1),
          ('globex', 'google_ads', 'c1', NULL, '2026-11-11', NULL, NULL, 1, 2, 3, 4, 5, 6, 7)
        """);

    Map<LocalDate, DayDigest> digests = assertDigests(CAMPAIGN_METRICS, IDENTITY);

    assertEquals(2, digests.get(DAY.plusDays(1)).rows());
    assertEquals(new BigDecimal("9007199254741003"), digests.get(DAY.plusDays(1)).impressions());
    assertEquals(1, digests.get(DAY.plusDays(2)).rows());
    assertEquals(new BigDecimal("1"), digests.get(DAY.plusDays(2)).spend());
    assertEquals(2, digests.get(DAY.plusDays(2)).rejected());
    assertEquals(new BigDecimal("2"), digests.get(DAY.plusDays(2)).clicks());
    assertEquals(1, digests.get(DAY.plusDays(3)).keys());
    assertEquals(0, digests.get(DAY.plusDays(3)).rows(), "whose every row is rejected");
  }

  @Test
  void assetsDigests_holdTheAssetAndItsEngagements() throws Exception {
    bigQuery.run(
        """
        INSERT INTO engarde_analytics.asset_metrics
          (tenant_id, platform, campaign_id, asset_id, metric_date, impressions, engagements, spend)
        VALUES ('acme', 'google_ads', 'c1', 'a1', '2026-11-11', 10, 3, 0.5),
               ('acme', 'google_ads', 'c1', 'a2', '2026-11-11', 10, NULL, 0.5),
               ('acme', 'google_ads', 'c1', NULL, '2026-11-11', 10, NULL, 0.5)
        """);

    assertEquals(
        2,
        assertDigests(ASSET_METRICS, new SourceMapping("asset_metrics", Map.of()))
            .get(DAY.plusDays(1))
            .rows());
  }

  /** For acme's rows; globex and a connection without rows are asked in the same statement. */
  private Map<LocalDate, DayDigest> assertDigests(Entity entity, SourceMapping mapping)
      throws Exception {
    ReadRequest request =
        bigQuery.request(
            entity,
            mapping,
            target(1, "acme", "google_ads", null, "USD"),
            target(2, "globex", "google_ads", null, "EUR"),
            target(3, "nobody", "google_ads", null, "EUR"));
    SourceRead read = bigQuery.source().read(request).block();
    SourceDigests digests = bigQuery.source().digests(request).block();
    for (int connection = 1; connection <= 3; connection++) {
      Map<LocalDate, DayDigest> given = digests.digests().get(id(connection));
      Map<LocalDate, DayDigest> wanted =
          wanted(read.recordsOf(id(connection)).collectList().block());
      assertEquals(wanted.keySet(), given.keySet());
      wanted.forEach((day, digest) -> assertTrue(digest.agreesWith(given.get(day)), day + ""));
      wanted.forEach(
          (day, digest) -> assertEquals(digest.rejected(), given.get(day).rejected(), day + ""));
    }
    return digests.digests().get(id(1));
  }

  private static Map<LocalDate, DayDigest> wanted(List<SourceRecord> records) throws Exception {
    Map<LocalDate, DayDigest> digests = new TreeMap<>();
    for (SourceRecord record : records) {
      DayDigest before = digests.getOrDefault(record.day(), DayDigest.EMPTY);
      boolean bad = record instanceof SourceRecord.Rejected;
      BigDecimal checksum = bad ? before.checksum() : before.checksum().add(hash(record));
      digests.put(
          record.day(),
          new DayDigest(
              before.rows() + (bad ? 0 : 1),
              null,
              null,
              null,
              null,
              null,
              checksum,
              before.rejected() + (bad ? 1 : 0)));
    }
    return digests;
  }

  private static BigDecimal hash(SourceRecord record) throws NoSuchAlgorithmException {
    byte[] md5 =
        MessageDigest.getInstance("MD5").digest(text(record).getBytes(StandardCharsets.UTF_8));
    return new BigDecimal(new BigInteger(HexFormat.of().formatHex(md5).substring(0, 15), 16));
  }

  private static String text(SourceRecord record) {
    AssetRow asset = record instanceof SourceRecord.AcceptedAsset accepted ? accepted.row() : null;
    MetricRow row = asset == null ? ((SourceRecord.Accepted) record).row() : asset.metrics();
    Measures m = row.measures();
    List<Object> fields = new ArrayList<>(List.of(row.campaignId()));
    if (asset != null) {
      fields.add(asset.assetId());
    }
    fields.addAll(Arrays.asList(row.hour(), row.currency(), m.impressions(), m.clicks()));
    if (asset != null) {
      fields.add(asset.engagements());
    }
    fields.addAll(
        Arrays.asList(
            m.spend(),
            m.conversions(),
            m.revenue(),
            m.leads(),
            m.installs(),
            m.purchases(),
            m.visitors(),
            m.profit()));
    return fields.stream().map(DigestsTest::field).collect(Collectors.joining("\u001f"));
  }

  private static String field(@Nullable Object value) {
    if (value instanceof BigDecimal number) {
      return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
    return value == null ? "\u2400" : value.toString();
  }
}
