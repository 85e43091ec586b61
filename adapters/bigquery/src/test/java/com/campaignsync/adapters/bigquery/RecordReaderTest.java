package com.campaignsync.adapters.bigquery;

import static com.campaignsync.domain.metric.Entity.ASSET_METRICS;
import static com.campaignsync.domain.metric.Entity.CAMPAIGN_METRICS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.metric.AssetRow;
import com.campaignsync.domain.metric.Measures;
import com.campaignsync.domain.metric.MetricRow;
import com.campaignsync.domain.source.RejectReason;
import com.campaignsync.domain.source.SourceRecord;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordReaderTest {

  private static final int IMPRESSIONS = ResultLayout.MEASURES;
  private static final int SPEND = ResultLayout.MEASURES + 3;

  private final TestRow row = new TestRow();

  @Test
  void aRow_isReadValueByValue() {
    assertEquals(
        new MetricRow(
            "c1",
            "Spring",
            LocalDate.of(2026, 2, 28),
            MetricRow.WHOLE_DAY,
            "USD",
            new Measures(
                100L,
                5L,
                new BigDecimal("12.340000001"),
                new BigDecimal("2"),
                new BigDecimal("99.9"),
                new BigDecimal("1"),
                new BigDecimal("2"),
                new BigDecimal("3"),
                new BigDecimal("4"),
                new BigDecimal("-5.5"))),
        accepted());
  }

  @Test
  void anAsset_isItsCampaignsRowAndItsOwn() {
    row.with(ResultLayout.ASSET_ID, "a1")
        .with(ResultLayout.ASSET_NAME, "Video")
        .with(ResultLayout.MEASURES + 2, "17");
    SourceRecord record = RecordReader.read(ASSET_METRICS, row.cells());

    AssetRow asset = assertInstanceOf(SourceRecord.AcceptedAsset.class, record).row();
    assertEquals(new AssetRow("a1", "Video", 17L, accepted()), asset);
  }

  @Test
  void unknownIsNull_neverZero() {
    Arrays.fill(row.values, IMPRESSIONS, ResultLayout.BAD_VALUES, null);
    row.with(ResultLayout.CAMPAIGN_NAME, null);

    assertEquals(
        new Measures(null, null, null, null, null, null, null, null, null, null),
        accepted().measures());
    assertNull(accepted().campaignName());
  }

  @ParameterizedTest
  @ValueSource(strings = {"99999999999999999999999999999.999999999", "-0.000000001"})
  void decimals_areExact(String number) {
    row.with(SPEND, number);

    assertEquals(new BigDecimal(number), accepted().measures().spend());
  }

  @Test
  void countsAbove2To53_areExact_andNegativeOnesAreCorrections() {
    row.with(IMPRESSIONS, "9007199254740993").with(IMPRESSIONS + 1, "-3");

    assertEquals(9_007_199_254_740_993L, accepted().measures().impressions());
    assertEquals(-3L, accepted().measures().clicks());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9007199254740993",
        "170141183460469231731687303715884105727",
        "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
        " padded ",
        "Ünïcode-кампания-活动-🎯"
      })
  void idsAndNames_areKeptAsTheyCame(String text) {
    row.with(ResultLayout.CAMPAIGN_ID, text).with(ResultLayout.CAMPAIGN_NAME, text);

    assertEquals(text, accepted().campaignId());
    assertEquals(text, accepted().campaignName());
  }

  @ParameterizedTest
  @EnumSource(
      value = RejectReason.class,
      names = {"CURRENCY_CHANGED"},
      mode = EnumSource.Mode.EXCLUDE)
  void theStatementsVerdict_isTheReason(RejectReason reason) {
    row.with(ResultLayout.REJECT_REASON, reason.name());

    assertEquals(reason, rejected().reason());
    assertEquals(LocalDate.of(2026, 2, 28), rejected().day());
  }

  @Test
  void aRejectedRow_isShownAsItCame() throws IOException {
    row.with(ResultLayout.BAD_VALUES, "1")
        .with(ResultLayout.BAD_SAMPLE, "spend=NaN ")
        .with(ResultLayout.REJECT_REASON, "NOT_A_NUMBER");

    JsonNode raw = json();

    assertEquals("spend=NaN", raw.path("bad_sample").asText());
    assertEquals(1, raw.path("bad_values").asInt());
    assertEquals(7, raw.path("source_rows").asInt());
    assertEquals("c1", raw.path("campaign_id").asText());
    assertEquals("2026-02-28", raw.path("metric_date").asText());
    assertEquals(-1, raw.path("metric_hour").asInt());
    assertEquals("USD", raw.path("currency").asText());
    assertEquals(new BigDecimal("12.340000001"), raw.path("spend").decimalValue());
    assertEquals(18, raw.size());
  }

  @Test
  void aZeroCharacter_isShownAsReplaced() throws IOException {
    row.with(ResultLayout.CAMPAIGN_NAME, "a\0b").with(ResultLayout.REJECT_REASON, "BAD_TEXT");

    assertFalse(rejected().rawJson().contains("\\u0000"), rejected().rawJson());
    assertTrue(json().toString().contains("a\uFFFDb"));
    assertEquals("campaign_name has U+0000", json().path("bad_sample").asText());
  }

  @Test
  void badTexts_areNamedWithWhatIsWrong() throws IOException {
    row.with(ResultLayout.CAMPAIGN_ID, "\ud83c\udfaf".repeat(300))
        .with(ResultLayout.CURRENCY, "dollars and so on")
        .with(ResultLayout.CAMPAIGN_NAME, "x".repeat(1_024))
        .with(ResultLayout.REJECT_REASON, "BAD_TEXT");

    assertEquals(
        "campaign_id has 300 characters, at most 256; currency has 17 characters, at most 16",
        json().path("bad_sample").asText());
  }

  private MetricRow accepted() {
    return assertInstanceOf(
            SourceRecord.Accepted.class, RecordReader.read(CAMPAIGN_METRICS, row.cells()))
        .row();
  }

  private SourceRecord.Rejected rejected() {
    return assertInstanceOf(
        SourceRecord.Rejected.class, RecordReader.read(CAMPAIGN_METRICS, row.cells()));
  }

  private JsonNode json() throws IOException {
    return JsonMapper.builder()
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .build()
        .readTree(rejected().rawJson());
  }
}
