package com.campaignsync.endtoend.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.functions.metricsapi.MetricsApiFunction;
import com.campaignsync.local.functions.FunctionHost;
import com.campaignsync.local.postgres.LocalUsers;
import com.campaignsync.runtime.jwt.Principal;
import com.campaignsync.runtime.jwt.Role;
import com.campaignsync.runtime.jwt.TokenIssuer;
import com.campaignsync.runtime.jwt.TokenSettings;
import com.campaignsync.runtime.settings.Secret;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The API's answers equal plain SQL over the rows: five hundred questions made by chance, over
 * HTTP, with all their pages. Again with {@code -Doracle.seed=…}; from one question on with {@code
 * -Doracle.first=…}, so many with {@code -Doracle.questions=…}.
 */
class MetricsOracleTest {

  private static final long SEED = Long.getLong("oracle.seed", 20261122L);
  private static final int FIRST = Integer.getInteger("oracle.first", 0);
  private static final int QUESTIONS = Integer.getInteger("oracle.questions", 500);

  /** More pages are not worth their time: the paging is the same. */
  private static final int PAGES_MAX = 400;

  private static final String KEY = "k".repeat(32);
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private static RestatedStore store;
  private static FunctionHost api;
  private static String token;
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeAll
  static void fill(@TempDir Path directory) throws Exception {
    store = new RestatedStore(directory, SEED);
    Map<String, String> environment =
        Map.of(
            "DATABASE_URL",
            store.url(LocalUsers.METRICS_API),
            "JWT_SECRET_KEY",
            KEY,
            "BIGQUERY_PROJECT_ID",
            "p",
            "API_RATE_LIMIT_PER_MINUTE",
            "0");
    api =
        FunctionHost.start("metrics-api", 0, MetricsApiFunction.withEnvironment(environment::get));
    token =
        new TokenIssuer(
                new TokenSettings(Secret.of(KEY), Optional.empty(), Optional.empty()),
                InstantSource.system())
            .issue(
                new Principal("u", Optional.of(RestatedStore.TENANT), Role.USER),
                Duration.ofHours(1));
  }

  @AfterAll
  static void end() throws Exception {
    if (api != null) {
      api.close();
    }
    if (store != null) {
      store.close();
    }
  }

  private HttpResponse<String> get(String query, String accept) throws Exception {
    return client.send(
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:%d/api/campaign-performance/metrics?%s"
                        .formatted(api.port(), query)))
            .header("Authorization", "Bearer " + token)
            .header("Accept", accept)
            .build(),
        BodyHandlers.ofString());
  }

  @Test
  void answers_equalPlainSql() throws Exception {
    List<String> campaigns =
        store.sql.rows("SELECT id FROM campaign_spaces ORDER BY campaign_id, tenant_id").stream()
            .map(row -> row.get(0))
            .toList();
    Map<String, Integer> kinds = new LinkedHashMap<>();
    for (int i = FIRST; i < FIRST + QUESTIONS; i++) {
      Random random = new Random(SEED * 1_000_003 + i);
      Question question = Question.random(random, store.steps, campaigns);
      try {
        kinds.merge(ask(question), 1, Integer::sum);
      } catch (AssertionError | RuntimeException wrong) {
        throw new AssertionError(
            "-Doracle.seed=%d -Doracle.first=%d -Doracle.questions=1: %s"
                .formatted(SEED, i, question),
            wrong);
      }
    }
    // So that chance cannot leave out what is to be shown.
    if (QUESTIONS >= 500) {
      for (String kind : List.of("mixed", "added", "now", "then", "filled", "empty")) {
        assertTrue(kinds.getOrDefault(kind, 0) > 5, kinds.toString());
      }
    }
  }

  private String ask(Question question) throws Exception {
    PlainSql sql = new PlainSql(store.sql, question);
    List<String> currencies = sql.currencies();
    boolean mixed = currencies.size() > 1 && !question.keys().contains("currency");
    if (mixed && question.hasMoney()) {
      askMixed(question, currencies);
      return "mixed";
    }
    Expected expected = new Expected(question, sql);
    assertRows(expected.rows, pages(question, expected));
    assertRows(expected.rows, csv(question));
    if (expected.rows.isEmpty()) {
      return "empty";
    }
    if (mixed) {
      return "added";
    }
    return question.filled() ? "filled" : question.step() > 0 ? "then" : "now";
  }

  private void askMixed(Question question, List<String> currencies) throws Exception {
    for (String type : List.of("application/json", "text/csv")) {
      HttpResponse<String> refused = get(question.query(), type);
      assertEquals(422, refused.statusCode(), refused.body());
      JsonNode problem = JSON.readTree(refused.body());
      assertEquals("MIXED_CURRENCIES", problem.get("reason").asText());
      assertEquals(JSON.valueToTree(currencies), problem.get("currencies"));
    }
  }

  /** The rows of all pages; each page has the same totals. */
  private List<Map<String, @Nullable String>> pages(Question question, Expected expected)
      throws Exception {
    List<Map<String, @Nullable String>> rows = new ArrayList<>();
    int size = Math.max(question.pageSize(), expected.rows.size() / PAGES_MAX + 1);
    String query = question.query() + "&page_size=" + size;
    String next = "";
    do {
      HttpResponse<String> answer = get(query + "&page_token=" + next, "application/json");
      assertEquals(200, answer.statusCode(), answer.body());
      JsonNode body = JSON.readTree(answer.body());
      assertEquals(expected.rows.size(), body.get("total_records").asInt());
      assertSame(expected.totals, row(body.get("totals")), "totals");
      int before = rows.size();
      body.get("metrics").forEach(row -> rows.add(row(row)));
      next = body.get("meta").get("next_page_token").asText("");
      assertTrue(next.isEmpty() ? rows.size() - before <= size : rows.size() - before == size);
    } while (!next.isEmpty() && !next.equals("null"));
    return rows;
  }

  private static Map<String, @Nullable String> row(JsonNode node) {
    Map<String, @Nullable String> row = new LinkedHashMap<>();
    node.fields()
        .forEachRemaining(
            field ->
                row.put(
                    field.getKey(), field.getValue().isNull() ? null : field.getValue().asText()));
    return row;
  }

  private List<Map<String, @Nullable String>> csv(Question question) throws Exception {
    HttpResponse<String> answer = get(question.query(), "text/csv");
    assertEquals(200, answer.statusCode(), answer.body());
    List<List<@Nullable String>> records = CsvText.read(answer.body());
    List<Map<String, @Nullable String>> rows = new ArrayList<>();
    for (List<@Nullable String> record : records.subList(1, records.size())) {
      Map<String, @Nullable String> row = new LinkedHashMap<>();
      for (int i = 0; i < record.size(); i++) {
        String value = record.get(i);
        boolean guarded = value != null && value.startsWith("'=");
        row.put(String.valueOf(records.get(0).get(i)), guarded ? value.substring(1) : value);
      }
      rows.add(row);
    }
    return rows;
  }

  private static void assertRows(
      List<Map<String, @Nullable String>> expected, List<Map<String, @Nullable String>> actual) {
    for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
      assertSame(expected.get(i), actual.get(i), "row " + i);
    }
    assertEquals(expected.size(), actual.size());
  }

  private static void assertSame(
      Map<String, @Nullable String> expected, Map<String, @Nullable String> actual, String what) {
    assertEquals(List.copyOf(expected.keySet()), List.copyOf(actual.keySet()), what);
    expected.forEach(
        (name, value) ->
            assertTrue(
                same(name, value, actual.get(name)),
                () -> "%s: %s\n is not %s".formatted(what, actual, expected)));
  }

  private static boolean same(String name, @Nullable String a, @Nullable String b) {
    if (a == null || b == null || a.equals(b)) {
      return a == null ? b == null : a.equals(b);
    }
    boolean figure = Question.MEASURES.contains(name) || Question.RATES.containsKey(name);
    return figure && new BigDecimal(a).compareTo(new BigDecimal(b)) == 0;
  }
}
