package com.campaignsync.adapters.postgres.sync;

import static com.campaignsync.adapters.postgres.sync.Fixture.DAY;
import static com.campaignsync.adapters.postgres.sync.Fixture.V1;
import static com.campaignsync.adapters.postgres.sync.Fixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.campaignsync.domain.metric.AssetRow;
import com.campaignsync.domain.metric.DayDigest;
import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.metric.Measures;
import com.campaignsync.domain.metric.MetricRow;
import com.campaignsync.domain.source.SourceRecord;
import com.campaignsync.domain.store.Deletion;
import com.campaignsync.domain.store.LoadContext;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** The checksum, against its definition written down once more in another language. */
class DigestTest {

  private static final DayWindow WINDOW = DayWindow.inclusive(DAY, DAY);
  private static final Measures NASTY =
      new Measures(
          -(1L << 62),
          0L,
          new BigDecimal("-99999999999999999999999999999.999999999"),
          new BigDecimal("1E+3"),
          new BigDecimal("0.000000001"),
          new BigDecimal("1.500000000"),
          new BigDecimal("-0.000000000"),
          null,
          new BigDecimal("100"),
          BigDecimal.ZERO);
  private static final String NASTY_TEXT =
      "-4611686018427387904|0|-99999999999999999999999999999.999999999|1000|0.000000001|1.5|0|\u2400|100|0";
  private static final Measures UNKNOWN =
      new Measures(null, null, null, null, null, null, null, null, null, null);
  private static final String UNKNOWN_TEXT = "|\u2400".repeat(10).substring(1);

  private final Fixture fixture = new Fixture();

  @Test
  void digests_areTheDefinitionOfCampaignRows() {
    fixture.load(
        V1,
        new MetricRow("\u00e9\ud83d\ude00 |\t", null, DAY, 23, "USD", NASTY),
        new MetricRow("b", "a name counts for nothing", DAY, -1, "EUR", UNKNOWN));
    DayDigest digest = digest(Entity.CAMPAIGN_METRICS);
    assertEquals(2, digest.rows());
    assertEquals(0, new BigDecimal("0.000000001").compareTo(digest.revenue()));
    assertEquals(
        sum(
            List.of("\u00e9\ud83d\ude00 |\t", "23", "USD"),
            NASTY_TEXT,
            List.of("b", "-1", "EUR"),
            UNKNOWN_TEXT),
        digest.checksum());
  }

  @Test
  void digests_areTheDefinitionOfAssetRows() {
    MetricRow metrics = new MetricRow("a", null, DAY, -1, "USD", UNKNOWN);
    LoadContext context =
        new LoadContext(
            fixture.jobId, Entity.ASSET_METRICS, fixture.connection, V1, Map.of(), Deletion.NONE);
    Flux<SourceRecord> records =
        Flux.just(new SourceRecord.AcceptedAsset(new AssetRow("x", null, 7L, metrics)));
    await(fixture.metrics.load(fixture.lease, context, () -> Set.of(DAY), records));
    String text = "\u2400|\u2400|7" + "|\u2400".repeat(8);
    assertEquals(
        value(List.of("a", "x", "-1", "USD"), text),
        digest(Entity.ASSET_METRICS).checksum().toBigInteger());
  }

  private DayDigest digest(Entity entity) {
    return Objects.requireNonNull(
            await(fixture.metrics.digests(fixture.connection.id(), entity, WINDOW)))
        .get(DAY);
  }

  private static BigDecimal sum(
      List<String> oneKey, String oneText, List<String> otherKey, String otherText) {
    return new BigDecimal(value(oneKey, oneText).add(value(otherKey, otherText)));
  }

  /** The key's fields and the measures, joined by U+001F; the first 60 bits of the MD5. */
  private static BigInteger value(List<String> key, String measures) {
    List<String> fields = Stream.concat(key.stream(), Stream.of(measures.split("\\|"))).toList();
    byte[] canonical = String.join("\u001f", fields).getBytes(StandardCharsets.UTF_8);
    try {
      byte[] hash = MessageDigest.getInstance("MD5").digest(canonical);
      return new BigInteger(HexFormat.of().formatHex(hash).substring(0, 15), 16);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has MD5", impossible);
    }
  }
}
