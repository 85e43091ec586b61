package com.campaignsync.domain.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignsync.domain.source.ColumnSource.Absent;
import com.campaignsync.domain.source.ColumnSource.Column;
import com.campaignsync.domain.source.ColumnSource.Constant;
import com.campaignsync.domain.source.ColumnSource.Scale;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MappingDocumentTest {

  @Test
  void anEmptyDocument_isTheIdentity() {
    SourceMapping mapping = MappingDocument.parse("t", Map.of());

    assertEquals(new SourceMapping("t", Map.of()), mapping);
    assertEquals("spend", mapping.nameOf(SourceColumn.SPEND));
  }

  @Test
  void aText_isAColumnsName() {
    assertEquals(
        new SourceMapping("t", Map.of(SourceColumn.SPEND, "Cost total")),
        MappingDocument.parse("t", Map.of("spend", "Cost total")));
  }

  @Test
  void everyForm_isRead() {
    Map<String, @Nullable Object> document = new HashMap<>();
    document.put("tenant_id", Map.of("constant", "acme"));
    document.put("metric_date", "date_day");
    document.put("revenue", null);
    document.put("spend", Map.of("column", "cost_micros", "scale", "micros"));
    document.put("clicks", Map.of("column", "taps"));
    document.put(
        "join", Map.of("table", "c", "key", "id", "name", "title", "latest_by", "_PARTITIONTIME"));
    document.put("partition", Map.of("column", "date_day", "kind", "month"));

    assertEquals(
        new SourceMapping(
            "d.t",
            Map.of(
                SourceColumn.TENANT_ID, new Constant("acme"),
                SourceColumn.METRIC_DATE, new Column("date_day"),
                SourceColumn.REVENUE, new Absent(),
                SourceColumn.SPEND, new Column("cost_micros", Scale.MICROS),
                SourceColumn.CLICKS, new Column("taps")),
            new NameJoin("c", "id", "title", "_PARTITIONTIME"),
            new PartitionSpec("date_day", PartitionSpec.Kind.MONTH)),
        MappingDocument.parse("d.t", document));
  }

  @Test
  void fivetran_namesItsDayAndRevenue_andNoTenant() {
    SourceMapping mapping =
        MappingDocument.parse(
            "ads.ad_reporting__campaign_report", Map.of("preset", "fivetran_ad_report"));

    assertEquals("date_day", mapping.nameOf(SourceColumn.METRIC_DATE));
    assertEquals("conversions_value", mapping.nameOf(SourceColumn.REVENUE));
    assertEquals("platform", mapping.nameOf(SourceColumn.PLATFORM));
    assertEquals(new Absent(), mapping.sourceOf(SourceColumn.TENANT_ID));
  }

  @Test
  void aPresetsKey_givesWayToTheDocuments() {
    SourceMapping mapping =
        MappingDocument.parse(
            "t", Map.of("preset", "fivetran_ad_report", "tenant_id", "source_relation"));

    assertEquals("source_relation", mapping.nameOf(SourceColumn.TENANT_ID));
  }

  @Test
  void googleAdsTransfer_readsMicros_andJoinsNames() {
    SourceMapping mapping =
        MappingDocument.parse(
            "ads.p_ads_CampaignBasicStats_1234567890",
            Map.of("preset", "google_ads_transfer", "customer_id", "123-456-7890"));

    assertEquals(
        new Column("metrics_cost_micros", Scale.MICROS), mapping.sourceOf(SourceColumn.SPEND));
    assertEquals("google_ads", mapping.constantOf(SourceColumn.PLATFORM));
    assertEquals("customer_id", mapping.nameOf(SourceColumn.ACCOUNT_ID));
    assertEquals(
        new NameJoin("p_ads_Campaign_1234567890", "campaign_id", "campaign_name", "_PARTITIONTIME"),
        mapping.names());
    assertEquals(PartitionSpec.Kind.INGESTION, mapping.partition().kind());
  }

  @Test
  void aConstantThatNoRowCouldBeKeptWith_isRefused() {
    for (String bad : List.of("", " ", "dollars and so on", "U\0D", "U\ud800D")) {
      assertConstantRefused("currency", bad, 16);
    }
    for (String key : List.of("tenant_id", "platform", "account_id")) {
      assertConstantRefused(key, "x".repeat(257), 256);
      assertConstantRefused(key, "a\0", 256);
    }
  }

  @Test
  void aConstantsCharacters_areCountedAsTheStoreCountsThem() {
    String coins = "\ud83e\ude99".repeat(16);

    assertEquals(coins, constant("currency", coins).constantOf(SourceColumn.CURRENCY));
    assertConstantRefused("currency", coins + "x", 16);
  }

  private static SourceMapping constant(String key, String value) {
    return MappingDocument.parse("t", Map.of(key, Map.of("constant", value)));
  }

  private static void assertConstantRefused(String key, String value, int charactersMax) {
    InvalidMappingException wrong =
        assertThrows(InvalidMappingException.class, () -> constant(key, value));
    assertEquals(
        List.of(
            "%s needs a constant of 1 to %d characters, not all of them blanks and none U+0000"
                .formatted(key, charactersMax)),
        wrong.problems());
  }

  @Test
  void everythingWrong_isToldAtOnce() {
    Map<String, @Nullable Object> document = new HashMap<>();
    document.put("spnd", "cost");
    document.put("campaign_id", null);
    document.put("clicks", Map.of("column", "c", "scale", "micros"));
    document.put("revenue", Map.of("column", "c", "scale", "cents"));
    document.put("impressions", 7);
    document.put("metric_date", Map.of("constant", "2026-01-01"));
    document.put("currency", Map.of("constant", " "));
    document.put("profit", "x` FROM t; --");
    document.put("join", Map.of("table", "c", "key", "id", "on", "x"));
    document.put("partition", Map.of("kind", "hour"));

    InvalidMappingException wrong =
        assertThrows(InvalidMappingException.class, () -> MappingDocument.parse("t", document));

    assertEquals(
        List.of(
            "campaign_id cannot be null: rows are told apart by it",
            "clicks cannot be in micros: only money and fractional measures can",
            "currency needs a constant of 1 to 16 characters, not all of them blanks and none"
                + " U+0000",
            "impressions must be a column's name, null, {\"column\": ..., \"scale\": \"micros\"} or"
                + " {\"constant\": ...}",
            "join must be an object of key, latest_by, name, table and nothing else",
            "join.name is missing: it must be a name",
            "metric_date cannot be a constant; only tenant_id, platform, currency, account_id can",
            "partition.kind must be day, month, ingestion or none",
            "profit cannot be read from 'x` FROM t; --': that is no column's name",
            "revenue has scale 'cents'; only \"micros\" is known",
            "spnd is neither one of our columns nor preset, join or partition"),
        wrong.problems());
    assertEquals(
        "the mapping is wrong: " + String.join("; ", wrong.problems()), wrong.getMessage());
  }

  @Test
  void presets_sayWhatTheyMiss() {
    assertWrong(
        "preset must be fivetran_ad_report or google_ads_transfer", "t", Map.of("preset", "x"));
    assertWrong(
        "customer_id must be the transfer's customer id, in digits",
        "t",
        Map.of("preset", "google_ads_transfer"));
    assertWrong(
        "customer_id 12 does not fit source 'd.p_ads_CampaignBasicStats_34', which must be"
            + " p_ads_CampaignBasicStats_12",
        "d.p_ads_CampaignBasicStats_34",
        Map.of("preset", "google_ads_transfer", "customer_id", "12"));
    assertWrong(
        "customer_id is neither one of our columns nor preset, join or partition",
        "t",
        Map.of("customer_id", "12"));
  }

  @Test
  void aDayPartition_needsItsColumn_andNoneDoesNot() {
    assertWrong(
        "partition.column is missing: it must be a name",
        "t",
        Map.of("partition", Map.of("kind", "day")));
    assertNull(
        MappingDocument.parse("t", Map.of("partition", Map.of("kind", "none")))
            .partition()
            .column());
  }

  @Test
  void aName_comesFromOnePlace() {
    assertWrong(
        "campaign_name is named both by itself and by the join: leave one out",
        "t",
        Map.of("campaign_name", "n", "join", Map.of("table", "c", "key", "id", "name", "title")));
  }

  private static void assertWrong(String problem, String table, Map<String, Object> document) {
    InvalidMappingException wrong =
        assertThrows(InvalidMappingException.class, () -> MappingDocument.parse(table, document));
    assertEquals(List.of(problem), wrong.problems());
  }
}
