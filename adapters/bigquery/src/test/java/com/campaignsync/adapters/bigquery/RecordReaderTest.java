package com.campaignsync.adapters.bigquery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.metric.Measures;
import com.campaignsync.domain.metric.MetricRow;
import com.campaignsync.domain.source.RejectReason;
import com.campaignsync.domain.source.SourceRecord;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.cloud.bigquery.FieldValue;
import com.google.cloud.bigquery.FieldValueList;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordReaderTest {

  private static final int CAMPAIGN_ID = 0;
  private static final int HOUR = 2;
  private static final int CURRENCY = 3;
  private static final int NAME = 4;
  private static final int IMPRESSIONS = 5;
  private static final int CLICKS = 6;
  private static final int SPEND = 7;
  private static final int BAD_VALUES = 15;
  private static final int BAD_SAMPLE = 16;

  private final @Nullable String[] values = {
    "c1",
    "2026-02-28",
    "-1",
    "USD",
    "Spring", //
    "100",
    "5",
    "12.340000001",
    "2",
    "99.9",
    "1",
    "2",
    "3",
    "4",
    "-5.5", //
    "0",
    "",
    "7"
  };

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
  void unknownIsNull_neverZero() {
    Arrays.fill(values, IMPRESSIONS, BAD_VALUES, null);
    values[NAME] = null;

    MetricRow row = accepted();

    assertEquals(
        new Measures(null, null, null, null, null, null, null, null, null, null), row.measures());
    assertNull(row.campaignName());
  }

  @Test
  void decimals_areExact() {
    values[SPEND] = "99999999999999999999999999999.999999999";
    assertEquals(new BigDecimal(values[SPEND]), accepted().measures().spend());

    values[SPEND] = "-0.000000001";
    assertEquals(new BigDecimal("-0.000000001"), accepted().measures().spend());
  }

  @Test
  void countsAbove2To53_areExact_andNegativeOnesAreCorrections() {
    values[IMPRESSIONS] = "9007199254740993";
    values[CLICKS] = "-3";

    assertEquals(9_007_199_254_740_993L, accepted().measures().impressions());
    assertEquals(-3L, accepted().measures().clicks());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9007199254740993",
        "170141183460469231731687303715884105727",
        "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
        "t2_gz0",
        " padded ",
        "Ünïcode-кампания-活动-🎯"
      })
  void idsAndNames_areKeptAsTheyCame(String text) {
    values[CAMPAIGN_ID] = text;
    values[NAME] = text;

    assertEquals(text, accepted().campaignId());
    assertEquals(text, accepted().campaignName());
  }

  @Test
  void aBlankOrLongName_isKept() {
    values[NAME] = " ";
    assertEquals(" ", accepted().campaignName());
    values[NAME] = "n".repeat(1_024);
    assertEquals(1_024, accepted().campaignName().length());
  }

  @Test
  void hours0To23_areKept() {
    values[HOUR] = "0";
    assertEquals(0, accepted().hour());
    values[HOUR] = "23";
    assertEquals(23, accepted().hour());
  }

  @Test
  void noCampaign() {
    for (String id : new String[] {null, "", "  "}) {
      values[CAMPAIGN_ID] = id;
      assertEquals(RejectReason.NO_CAMPAIGN, rejected().reason());
    }
  }

  @Test
  void aBadValue_rejectsTheWholeKey_withTheSample() throws IOException {
    values[BAD_VALUES] = "1";
    values[BAD_SAMPLE] = "spend=NaN ";

    SourceRecord.Rejected rejected = rejected();

    assertEquals(RejectReason.NOT_A_NUMBER, rejected.reason());
    assertEquals(LocalDate.of(2026, 2, 28), rejected.day());
    JsonNode raw = json(rejected);
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
  void aCountThatNoLongHolds_isOutOfRange() {
    values[IMPRESSIONS] = "9223372036854775807";
    assertEquals(Long.MAX_VALUE, accepted().measures().impressions());
    values[IMPRESSIONS] = "9223372036854775808";
    assertEquals(RejectReason.COUNT_OUT_OF_RANGE, rejected().reason());
    values[IMPRESSIONS] = "1";
    values[CLICKS] = "-9223372036854775809";
    assertEquals(RejectReason.COUNT_OUT_OF_RANGE, rejected().reason());
  }

  @Test
  void badHour() {
    for (String hour : List.of("24", "-2", "4294967296")) {
      values[HOUR] = hour;
      assertEquals(RejectReason.BAD_HOUR, rejected().reason());
    }
  }

  @Test
  void textsPostgresCannotHold_areRejected_andShownWithoutTheZero() throws IOException {
    for (int column : new int[] {CAMPAIGN_ID, CURRENCY, NAME}) {
      String good = values[column];
      values[column] = "a\0b";
      assertEquals(RejectReason.BAD_TEXT, rejected().reason());
      assertFalse(rejected().rawJson().contains("\\u0000"), rejected().rawJson());
      assertTrue(json(rejected()).toString().contains("a\uFFFDb"));
      values[column] = good;
    }
  }

  @Test
  void tooLongAName_isRejected() {
    values[NAME] = "n".repeat(1_025);

    assertEquals(RejectReason.BAD_TEXT, rejected().reason());
  }

  /** Postgres refuses an index entry of more than 2,704 bytes, and with it the whole load. */
  @Test
  void anIdOrCurrencyThatNoIndexHolds_isRejected() {
    for (int column : new int[] {CAMPAIGN_ID, CURRENCY}) {
      String good = values[column];
      values[column] = "活".repeat(800);
      assertInstanceOf(SourceRecord.Accepted.class, read());
      values[column] = "活".repeat(801);
      assertEquals(RejectReason.BAD_TEXT, rejected().reason());
      values[column] = good;
    }
  }

  private SourceRecord read() {
    return RecordReader.read(
        FieldValueList.of(
            Arrays.stream(values)
                .map(value -> FieldValue.of(FieldValue.Attribute.PRIMITIVE, value))
                .toList()));
  }

  private MetricRow accepted() {
    return assertInstanceOf(SourceRecord.Accepted.class, read()).row();
  }

  private SourceRecord.Rejected rejected() {
    return assertInstanceOf(SourceRecord.Rejected.class, read());
  }

  private static JsonNode json(SourceRecord.Rejected rejected) throws IOException {
    return JsonMapper.builder()
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .build()
        .readTree(rejected.rawJson());
  }
}
