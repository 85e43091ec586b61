package com.campaignsync.functions.metricsapi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What can be read but is hardly meant is told by every reply that tries a source. */
class ConnectionWarningsTest {

  private static final String ONE = "/connections/" + Fakes.CONNECTION_A;

  /** Both of the tenant's connections read campaign_metrics and asset_metrics, of google_ads. */
  private static final String TWICE =
      "source '%s' is read by another connection of this tenant, and neither platform nor account"
          + " tells their rows apart; what both take would count twice: %s";

  private static final String A = "'Main' of google_ads (00000000-0000-4000-8000-00000000000a)";
  private static final String B = "'Main' of google_ads (00000000-0000-4000-8000-00000000000b)";

  private final Fakes fakes = new Fakes();
  private final TestApi api =
      new TestApi(fakes, InstantSource.fixed(Instant.parse("2026-03-28T23:30:00Z")));

  private List<String> warnings(int status, String method, String target, String body) {
    TestApi.Answer answer = api.send(method, target, TestApi.admin("t1"), body);
    assertEquals(status, answer.status(), answer.text());
    return StreamSupport.stream(answer.json().path("warnings").spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  @Test
  void whatTheSourceWarnsOf_isInTheRepliesOfTrialsCreationsAndChanges() {
    fakes.admin.warnings = List.of("every row would be taken");
    String elsewhere = "{\"platform\":\"x\",\"source\":\"elsewhere\"}";
    assertEquals(
        fakes.admin.warnings, warnings(200, "POST", "/connections?validate_only=true", elsewhere));
    assertEquals(fakes.admin.warnings, warnings(201, "POST", "/connections", elsewhere));
    assertEquals(
        fakes.admin.warnings,
        warnings(200, "PATCH", ONE, "{\"source\":\"elsewhere\"}").subList(0, 1));
  }

  @Test
  void aConstantPlatform_namesTheConnectionsThatReadTheSameSource() {
    String body = "{\"platform\":\"x_ads\",\"mapping\":{\"platform\":{\"constant\":\"x_ads\"}}%s}";
    List<String> both = List.of(TWICE.formatted("campaign_metrics", A + ", " + B));
    assertEquals(
        both, warnings(200, "POST", "/connections?validate_only=true", body.formatted("")));
    assertEquals(both, warnings(201, "POST", "/connections", body.formatted("")));
    assertEquals(
        List.of(TWICE.formatted("engarde_analytics.campaign_metrics", A + ", " + B)),
        warnings(
            201,
            "POST",
            "/connections",
            body.formatted(",\"source\":\"engarde_analytics.campaign_metrics\"")));
    assertEquals(
        List.of(),
        warnings(
            201, "POST", "/connections", body.formatted(",\"source\":\"campaign_metrics_2\"")));
  }

  @Test
  void platformsAndAccountsThatSelect_tellTheRowsApart() {
    assertEquals(List.of(), warnings(201, "POST", "/connections", "{\"platform\":\"x_ads\"}"));
    String account =
        "{\"platform\":\"google_ads\",\"account_id\":\"7\",\"mapping\":{\"platform\":null%s}}";
    assertEquals(List.of(), warnings(201, "POST", "/connections", account.formatted("")));
    assertEquals(
        List.of(TWICE.formatted("campaign_metrics", A + ", " + B)),
        warnings(
            201,
            "POST",
            "/connections",
            account.formatted(",\"account_id\":{\"constant\":\"7\"}")));
  }

  @Test
  void aChange_isNotWarnedOfItself_andOfAssetsToo() {
    assertEquals(
        List.of(TWICE.formatted("asset_metrics", B)),
        warnings(
            200,
            "PATCH",
            ONE,
            "{\"source\":\"elsewhere\",\"asset_mapping\":{\"platform\":null,\"account_id\":null}}"));
  }
}
