package com.campaignsync.local.source;

import static com.campaignsync.domain.metric.Entity.ASSET_METRICS;
import static com.campaignsync.domain.metric.Entity.CAMPAIGN_METRICS;
import static com.campaignsync.local.source.SourceFixture.id;
import static com.campaignsync.local.source.SourceFixture.target;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.source.RejectReason;
import com.campaignsync.domain.source.SourceMapping;
import com.campaignsync.domain.source.SourceRead;
import com.campaignsync.domain.source.SourceRecord;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever the statement rejects as BAD_TEXT, the reject says which text it is and why. */
class BadTextsTest {

  private final SourceFixture bigQuery = new SourceFixture();

  @AfterEach
  void stop() {
    bigQuery.close();
  }

  @Test
  void everyBoundOfTheStatement_isToldOfTheTextThatPassesIt() throws InterruptedException {
    campaign("REPEAT('i', 257)", "'USD'", "'ok'");
    campaign("'currency'", "REPEAT('u', 17)", "'ok'");
    campaign("'name'", "'USD'", "REPEAT('n', 1025)");
    campaign("'zero'", "'USD'", "'a\\x00'");
    campaign("REPEAT('m', 256)", "REPEAT('u', 16)", "REPEAT('n', 1024)");

    assertEquals(
        List.of(
            "accepted",
            "campaign_id has 257 characters, at most 256",
            "campaign_name has 1025 characters, at most 1024",
            "campaign_name has U+0000",
            "currency has 17 characters, at most 16"),
        told(CAMPAIGN_METRICS));
  }

  @Test
  void assets_haveBoundsOfTheirOwn() throws InterruptedException {
    asset("REPEAT('i', 257)", "'ok'");
    asset("'name'", "REPEAT('n', 1025)");
    asset("REPEAT('m', 256)", "REPEAT('n', 1024)");

    assertEquals(
        List.of(
            "accepted",
            "asset_id has 257 characters, at most 256",
            "asset_name has 1025 characters, at most 1024"),
        told(ASSET_METRICS));
  }

  private void campaign(String id, String currency, String name) throws InterruptedException {
    bigQuery.run(
        ("INSERT INTO engarde_analytics.campaign_metrics (tenant_id, platform, metric_date,"
                + " campaign_id, currency, campaign_name) SELECT 'acme', 'x', DATE '2026-11-11',"
                + " %s, %s, %s")
            .formatted(id, currency, name));
  }

  private void asset(String id, String name) throws InterruptedException {
    bigQuery.run(
        ("INSERT INTO engarde_analytics.asset_metrics (tenant_id, platform, metric_date,"
                + " campaign_id, asset_id, asset_name) SELECT 'acme', 'x', DATE '2026-11-11', 'c',"
                + " %s, %s")
            .formatted(id, name));
  }

  private List<String> told(Entity entity) {
    SourceMapping mapping = new SourceMapping(entity.wireName(), Map.of());
    SourceRead read =
        bigQuery
            .source()
            .read(bigQuery.request(entity, mapping, target(1, "acme", "x", null, "USD")))
            .block();
    List<SourceRecord> records =
        Objects.requireNonNull(read).recordsOf(id(1)).collectList().block();
    List<String> told = new ArrayList<>();
    Objects.requireNonNull(records).forEach(record -> told.add(told(record)));
    return told.stream().sorted().toList();
  }

  private static String told(SourceRecord record) {
    if (!(record instanceof SourceRecord.Rejected rejected)) {
      return "accepted";
    }
    assertEquals(RejectReason.BAD_TEXT, rejected.reason());
    try {
      return JsonMapper.builder().build().readTree(rejected.rawJson()).path("bad_sample").asText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
