package com.campaignsync.functions.metricsapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.source.Grain;
import com.campaignsync.domain.source.SourceException;
import com.campaignsync.domain.store.ConnectionAdmin.Busy;
import com.campaignsync.domain.store.ConnectionAdmin.Changed;
import com.campaignsync.domain.store.ConnectionAdmin.Overlaps;
import com.campaignsync.domain.store.ConnectionChange;
import com.campaignsync.domain.store.ConnectionChange.Remap;
import com.campaignsync.domain.store.ConnectionSource;
import com.campaignsync.domain.store.NewConnection;
import com.campaignsync.domain.store.SyncFrequency;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConnectionAdminApiTest {

  private static final Instant NOW = Instant.parse("2026-03-28T23:30:00Z");
  private static final String ONE = "/connections/" + Fakes.CONNECTION_A;

  private final Fakes fakes = new Fakes();
  private final TestApi api = new TestApi(fakes, InstantSource.fixed(NOW));

  private TestApi.Answer send(String method, String target, String body) {
    return api.send(method, target, TestApi.admin("t1"), body);
  }

  private TestApi.Answer create(String body) {
    return send("POST", "/connections", body);
  }

  private void assertRefused(int status, String reason, TestApi.Answer answer) {
    assertEquals(reason, answer.json().path("reason").asText(), answer.text());
    assertEquals(status, answer.status(), answer.text());
  }

  @Test
  void create_takesThePlatformsLookbackAndNoSchedule() {
    TestApi.Answer answer = create("{\"platform\":\"tiktok_ads\",\"source\":\"tt\"}");
    assertEquals(201, answer.status(), answer.text());
    NewConnection made = fakes.admin.created.get(0);
    assertEquals(14, made.lookbackDays());
    assertEquals("tiktok_ads", made.name());
    assertEquals("daily", made.grain());
    assertEquals(SyncFrequency.MANUAL, made.frequency());
    assertNull(made.nextRunAt());
    assertEquals(new ConnectionSource("tt", "{}", null, "{}"), made.source());
    assertEquals("1.5", answer.json().path("sample_row").path("spend").asText());
    assertEquals(
        Fakes.CONNECTION_A.toString(), answer.json().path("connection").path("id").asText());
  }

  @Test
  void create_triesBothSourcesAsTheTenantAndAccount() {
    TestApi.Answer answer =
        create(
            "{\"platform\":\"google_ads\",\"account_id\":\"7\",\"mapping\":{\"spend\":"
                + "{\"column\":\"cost_micros\",\"scale\":\"micros\"},\"revenue\":null},"
                + "\"asset_source\":\"ads\",\"sync_frequency\":\"daily\",\"lookback_days\":3,"
                + "\"grain\":\"hourly\",\"name\":\"Main\"}");
    assertEquals(201, answer.status(), answer.text());
    assertEquals(2, fakes.admin.tried.size());
    fakes.admin.tried.forEach(mapping -> assertEquals(Grain.HOURLY, mapping.grain()));
    assertEquals("7", fakes.admin.targets.get(0).accountId());
    assertEquals("t1", fakes.admin.targets.get(0).tenantId().value());
    // Midnight in the tenants' zone, 14 hours ahead.
    assertEquals(Instant.parse("2026-03-29T10:00:00Z"), fakes.admin.created.get(0).nextRunAt());
    assertTrue(answer.json().path("asset_sample_row").isNull());
    assertEquals("the table is empty", answer.json().path("asset_sample_note").asText());
  }

  @Test
  void validateOnly_keepsNothing() {
    TestApi.Answer answer =
        send("POST", "/connections?validate_only=true", "{\"platform\":\"google_ads\"}");
    assertEquals(200, answer.status(), answer.text());
    assertEquals(List.of(), fakes.admin.created);
    assertEquals(1, fakes.admin.tried.size());
  }

  @Test
  void wrongMappings_areToldAllAtOnce() {
    TestApi.Answer answer =
        create(
            "{\"platform\":\"google_ads\",\"mapping\":{\"spent\":\"x\",\"clicks\":7},"
                + "\"asset_source\":\"ads\",\"asset_mapping\":{\"partition\":{\"kind\":\"week\"}}}");
    assertRefused(422, "INVALID_MAPPING", answer);
    assertEquals(3, answer.json().path("errors").size(), answer.text());
    assertTrue(answer.text().contains("asset_mapping: "), answer.text());
    assertEquals(List.of(), fakes.admin.created);
  }

  @Test
  void aConstantThatNoRowCouldBeKeptWith_makesNoConnection() {
    String body =
        "{\"platform\":\"x\",\"mapping\":{\"currency\":{\"constant\":\"dollars and so on\"}}}";
    for (String target : List.of("/connections", "/connections?validate_only=true")) {
      TestApi.Answer answer = send("POST", target, body);
      assertRefused(422, "INVALID_MAPPING", answer);
      assertEquals(
          "mapping: currency needs a constant of 1 to 16 characters, not all of them blanks and"
              + " none U+0000",
          answer.json().path("errors").path(0).asText(),
          answer.text());
    }
    assertEquals(List.of(), fakes.admin.created);
  }

  @Test
  void whatIsWrongWithTables_isToldWithWhatIsWrongWithMappings() {
    fakes.admin.sourceFailure =
        Optional.of(
            new SourceException(
                SourceException.Code.SOURCE_COLUMN_MISSING, "there is no column x", null));
    TestApi.Answer answer =
        create("{\"platform\":\"google_ads\",\"mapping\":{\"spent\":\"x\",\"clicks\":7}}");
    assertRefused(422, "INVALID_MAPPING", answer);
    assertEquals(3, answer.json().path("errors").size(), answer.text());
    assertTrue(answer.text().contains("there is no column x"), answer.text());

    TestApi.Answer tables = create("{\"platform\":\"google_ads\",\"asset_source\":\"ads\"}");
    assertRefused(422, "SOURCE_COLUMN_MISSING", tables);
    assertEquals(2, tables.json().path("errors").size(), "of both tables: " + tables.text());
  }

  @Test
  void validateOnly_refusesWhatTheRealRequestWould() {
    fakes.admin.failure = Optional.of(new Overlaps(Fakes.CONNECTION_B));
    assertRefused(
        409,
        "CONNECTION_EXISTS",
        send("POST", "/connections?validate_only=true", "{\"platform\":\"x\"}"));
    assertEquals(List.of(), fakes.admin.created);
  }

  @Test
  void unknownNames_areNamed_unlessTheyMayBeValues() {
    TestApi.Answer fields = create("{\"platfrom\":\"x\",\"acount_id\":\"1\",\"a b\":2}");
    assertRefused(400, "UNKNOWN_FIELD", fields);
    assertTrue(
        fields.text().contains("unknown fields: (an unusual name), acount_id, platfrom; accepted:"),
        fields.text());
    TestApi.Answer parameters = send("POST", "/connections?validate=true", "{}");
    assertRefused(400, "UNKNOWN_PARAMETER", parameters);
    assertTrue(parameters.text().contains("unknown parameter: validate; "), parameters.text());
  }

  @Test
  void sourcesThatCannotBeRead_makeNoConnection() {
    fakes.admin.sourceFailure =
        Optional.of(
            new SourceException(
                SourceException.Code.SOURCE_TABLE_NOT_FOUND, "there is no table tt", null));
    assertRefused(422, "SOURCE_TABLE_NOT_FOUND", create("{\"platform\":\"x\"}"));
    fakes.admin.sourceFailure =
        Optional.of(new SourceException(SourceException.Code.SOURCE_UNAVAILABLE, "later", null));
    assertRefused(503, "SOURCE_UNAVAILABLE", create("{\"platform\":\"x\"}"));
    String line = api.logged();
    assertEquals(1, line.lines().count(), line);
    assertTrue(line.contains("\"code\":\"SOURCE_UNAVAILABLE\""), line);
    assertTrue(line.contains("SourceException") && line.contains("\"tenant\":\"t1\""), line);
    assertEquals(List.of(), fakes.admin.created);
  }

  @Test
  void rowsThatWouldCountTwice_areAConflict() {
    fakes.admin.failure = Optional.of(new Overlaps(Fakes.CONNECTION_B));
    TestApi.Answer answer = create("{\"platform\":\"x\"}");
    assertRefused(409, "CONNECTION_EXISTS", answer);
    assertEquals(Fakes.CONNECTION_B.toString(), answer.json().path("connection_id").asText());
  }

  @Test
  void badFields_areRefused() {
    assertRefused(400, "MISSING_FIELD", create("{}"));
    assertRefused(400, "UNKNOWN_FIELD", create("{\"platform\":\"x\",\"tenant\":\"t2\"}"));
    assertRefused(400, "INVALID_FIELD", create("{\"platform\":\" \"}"));
    assertRefused(400, "INVALID_FIELD", create("{\"platform\":\"x\",\"grain\":\"weekly\"}"));
    assertRefused(400, "INVALID_FIELD", create("{\"platform\":\"x\",\"lookback_days\":-1}"));
    assertRefused(400, "INVALID_FIELD", create("{\"platform\":\"x\",\"lookback_days\":1.5}"));
    assertRefused(400, "INVALID_FIELD", create("{\"platform\":\"x\",\"mapping\":[]}"));
    assertRefused(
        400, "INVALID_FIELD", create("{\"platform\":\"x\",\"sync_frequency\":\"weekly\"}"));
    assertRefused(
        400, "INVALID_FIELD", create("{\"platform\":\"x\",\"mapping\":{\"spend\":\"\\u0000\"}}"));
  }

  @Test
  void realtime_isForTenantsThatMay() {
    String body = "{\"sync_frequency\":\"realtime\"}";
    String path = ONE + "/sync-frequency";
    assertRefused(422, "REALTIME_NOT_ALLOWED", send("PATCH", path, body));
    assertRefused(
        422,
        "REALTIME_NOT_ALLOWED",
        create("{\"platform\":\"x\",\"sync_frequency\":\"realtime\"}"));
    assertEquals(List.of(), fakes.admin.changed);
    fakes.admin.realtimeAllowed = true;
    assertEquals(200, send("PATCH", path, body).status());
  }

  @Test
  void syncFrequency_isTheUsersToChange() {
    TestApi.Answer answer =
        api.send(
            "PATCH",
            ONE + "/sync-frequency",
            TestApi.user("t1"),
            "{\"sync_frequency\":\"hourly\"}");
    assertEquals(200, answer.status(), answer.text());
    assertEquals(
        new ConnectionChange.Schedule(SyncFrequency.HOURLY, Instant.parse("2026-03-29T00:00:00Z")),
        fakes.admin.changed.get(0).schedule());
    assertRefused(400, "MISSING_FIELD", send("PATCH", ONE + "/sync-frequency", "{}"));
    assertRefused(
        400, "UNKNOWN_FIELD", send("PATCH", ONE + "/sync-frequency", "{\"paused\":true}"));
  }

  @Test
  void patch_changesOnlyWhatIsNamed() {
    assertEquals(200, send("PATCH", ONE, "{\"paused\":true,\"name\":\"N\"}").status());
    assertEquals(new ConnectionChange("N", true, null, null, null), fakes.admin.changed.get(0));
    assertEquals(List.of(), fakes.admin.tried);
    assertRefused(400, "NO_CHANGE", send("PATCH", ONE, "{}"));
    assertRefused(400, "UNKNOWN_FIELD", send("PATCH", ONE, "{\"platform\":\"x\"}"));
  }

  @Test
  void remap_isTriedAndKeepsWhatIsNotNamed() {
    TestApi.Answer answer = send("PATCH", ONE, "{\"source\":\"other\",\"asset_source\":null}");
    assertEquals(200, answer.status(), answer.text());
    Remap remap = fakes.admin.changed.get(0).remap();
    assertEquals(new ConnectionSource("other", "{\"spend\":\"cost\"}", null, "{}"), remap.source());
    assertEquals("{\"spend\":\"cost\"}", remap.was().mapping());
    assertNotEquals("other", remap.was().table());
    assertEquals("123", fakes.admin.targets.get(0).accountId());
    assertEquals("1.5", answer.json().path("sample_row").path("spend").asText());
  }

  @Test
  void remap_ofWhatSomebodyElseHasChangedMeanwhile_isRefused() {
    fakes.admin.failure = Optional.of(new Changed(Fakes.CONNECTION_A));
    TestApi.Answer answer = send("PATCH", ONE, "{\"mapping\":{}}");
    assertRefused(409, "CONNECTION_CHANGED", answer);
    assertTrue(answer.text().contains("read the connection again"), answer.text());
  }

  @Test
  void remapAndRemoval_waitForTheSyncUnderWay() {
    fakes.admin.failure = Optional.of(new Busy(Fakes.CAMPAIGN));
    assertRefused(409, "SYNC_RUNNING", send("PATCH", ONE, "{\"mapping\":{}}"));
    TestApi.Answer answer = send("DELETE", ONE, "");
    assertRefused(409, "SYNC_RUNNING", answer);
    assertEquals(Fakes.CAMPAIGN.toString(), answer.json().path("job_id").asText());
    assertEquals(Optional.of("5"), answer.header("Retry-After"));
  }

  @Test
  void nullChangesNothing_andIsRefused_exceptOfAssets() {
    for (String name :
        List.of("name", "paused", "source", "mapping", "lookback_days", "sync_frequency")) {
      TestApi.Answer refused = send("PATCH", ONE, "{\"%s\":null}".formatted(name));
      assertRefused(400, "INVALID_FIELD", refused);
      assertTrue(refused.text().contains(name + " must be a value"), refused.text());
    }
    assertEquals(List.of(), fakes.admin.changed);
    assertEquals(
        200, send("PATCH", ONE, "{\"asset_source\":null,\"asset_mapping\":null}").status());
  }

  @Test
  void delete_removesOrIsNotFound() {
    assertEquals(200, send("DELETE", ONE, "").status());
    assertRefused(
        404, "CONNECTION_NOT_FOUND", send("DELETE", "/connections/" + Fakes.CAMPAIGN, ""));
    assertRefused(
        404,
        "CONNECTION_NOT_FOUND",
        send("PATCH", "/connections/" + Fakes.CAMPAIGN, "{\"paused\":true}"));
  }

  @Test
  void connections_areKeptByOperators() {
    for (String method : List.of("PATCH", "DELETE")) {
      assertRefused(403, "FORBIDDEN", api.send(method, ONE, TestApi.user("t1"), "{}"));
    }
    assertRefused(403, "FORBIDDEN", api.send("POST", "/connections", TestApi.user("t1"), "{}"));
  }
}
