package com.campaignsync.endtoend.api;

import com.campaignsync.endtoend.Sql;
import com.campaignsync.functions.metricsapi.MetricsApiFunction;
import com.campaignsync.functions.metricsapi.contract.Call;
import com.campaignsync.functions.metricsapi.contract.Contract;
import com.campaignsync.local.bigquery.LocalBigQuery;
import com.campaignsync.local.bigquery.LocalBigQueryConfig;
import com.campaignsync.local.bigquery.LocalBigQueryConfig.TableFile;
import com.campaignsync.local.logging.LogStore;
import com.campaignsync.local.logging.LoggingService;
import com.campaignsync.local.net.LocalPort;
import com.campaignsync.local.postgres.LocalPostgres;
import com.campaignsync.local.postgres.LocalPostgresOptions;
import com.campaignsync.local.postgres.LocalUsers;
import com.campaignsync.local.postgres.Migrations;
import com.campaignsync.local.pubsub.LocalPubSub;
import com.campaignsync.local.scheduler.LocalScheduler;
import com.campaignsync.runtime.jwt.Principal;
import com.campaignsync.runtime.jwt.Role;
import com.campaignsync.runtime.jwt.TokenIssuer;
import com.campaignsync.runtime.jwt.TokenSettings;
import com.campaignsync.runtime.settings.Settings;
import com.google.pubsub.v1.Topic;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The API over a real Postgres with two tenants, a BigQuery and a Pub/Sub to which nobody listens:
 * nothing changes but by the requests of the test. It is called in memory, so that headers and
 * paths may be what no HTTP client would send; each answer is held to the document.
 */
final class ApiStack implements AutoCloseable {

  static final String MINE = "acme-7f3a";
  static final String THEIRS = "rival-9c1e";

  private static final String PROJECT = "campaign-sync-local";
  private static final String KEY = "0123456789abcdef0123456789abcdef";

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final MetricsApiFunction function;
  final Sql sql;

  ApiStack(Path directory) throws Exception {
    try {
      int port = LocalPort.anyFree();
      LocalPostgres postgres =
          keep(LocalPostgres.start(LocalPostgresOptions.in(directory, port, true)));
      String jdbcUrl = postgres.jdbcUrl(LocalPostgres.SUPERUSER);
      Migrations.migrate(jdbcUrl);
      this.sql = keep(Sql.open(jdbcUrl));
      seed(MINE);
      seed(THEIRS);
      LocalBigQuery bigQuery = keep(bigQuery());
      Clock clock = Clock.systemUTC();
      LocalScheduler scheduler = keep(LocalScheduler.start(clock, request -> {}));
      LocalPubSub pubSub =
          keep(
              LocalPubSub.start(
                  0,
                  clock,
                  List.of(scheduler.service(), LoggingService.of(new LogStore(), clock))));
      createTopics(pubSub);
      this.function =
          MetricsApiFunction.withEnvironment(
              environment(port, bigQuery.port(), pubSub.hostPort())::get);
    } catch (Exception | Error failed) {
      close();
      throw failed;
    }
  }

  private <T extends AutoCloseable> T keep(T part) {
    started.push(part);
    return part;
  }

  private void seed(String tenant) throws IOException, SQLException {
    try (InputStream script = ApiStack.class.getResourceAsStream("seed.sql")) {
      String text = new String(script.readAllBytes(), StandardCharsets.UTF_8);
      sql.execute(text.replace("{t}", tenant));
    }
  }

  private static LocalBigQuery bigQuery() {
    Path schemas = Path.of("").toAbsolutePath().resolveSibling("bigquery/schemas");
    List<TableFile> tables = new ArrayList<>();
    for (String table : List.of("campaign_metrics", "asset_metrics")) {
      tables.add(new TableFile("engarde_analytics", schemas.resolve(table + ".json")));
    }
    return LocalBigQuery.start(
        LocalBigQueryConfig.inMemory(PROJECT, Clock.systemUTC()).withTables(tables));
  }

  private static void createTopics(LocalPubSub pubSub) {
    for (String topic : List.of("campaign-sync", "campaign-maintenance")) {
      String name = "projects/%s/topics/%s".formatted(PROJECT, topic);
      pubSub.broker().createTopic(Topic.newBuilder().setName(name).build());
    }
  }

  /** The limit on requests is far away, and its headers are there. */
  private static Map<String, String> environment(int postgres, int bigQuery, String google) {
    return Map.of(
        "BIGQUERY_PROJECT_ID", PROJECT,
        "BIGQUERY_EMULATOR_HOST", "127.0.0.1:" + bigQuery,
        "PUBSUB_EMULATOR_HOST", google,
        "SCHEDULER_EMULATOR_HOST", google,
        "LOGGING_EMULATOR_HOST", google,
        "API_RATE_LIMIT_PER_MINUTE", "1000000",
        "JWT_SECRET_KEY", KEY,
        "DATABASE_URL",
            "postgresql://%s@127.0.0.1:%d/%s"
                .formatted(LocalUsers.METRICS_API, postgres, LocalPostgres.DATABASE));
  }

  /** A token that was issued at another time. */
  static String token(Principal caller, Instant issued, String key) {
    TokenSettings settings = Settings.read(Map.of("JWT_SECRET_KEY", key)::get, TokenSettings::from);
    return "Bearer " + new TokenIssuer(settings, () -> issued).issue(caller, Duration.ofHours(1));
  }

  /** A good token. */
  static String token(Principal caller) {
    return token(caller, Instant.now(), KEY);
  }

  /** A caller of a tenant, named after both. */
  static Principal caller(String tenant, Role role) {
    return new Principal(role.claim() + "-" + tenant, Optional.of(tenant), role);
  }

  /** An hour's token that ran out an hour ago. */
  static String expired(Principal caller) {
    return token(caller, Instant.now().minus(Duration.ofHours(2)), KEY);
  }

  /** Sends a request; an empty token is none. The answer is one that the document describes. */
  Call send(String method, String target, String token, String body) throws IOException {
    return send(
        method,
        target,
        token.isEmpty() ? Map.of() : Map.of("Authorization", List.of(token)),
        body.getBytes(StandardCharsets.UTF_8));
  }

  Call send(String method, String target, Map<String, List<String>> headers, byte[] body)
      throws IOException {
    Map<String, List<String>> all = new HashMap<>(headers);
    if (body.length > 0) {
      all.putIfAbsent("Content-Type", List.of("application/json"));
    }
    Call call = new Call(method, target, all, body);
    function.service(call, call);
    Contract.check(call.asExchange());
    return call;
  }

  /** The smallest id of a tenant's things. */
  String id(String table, String tenant) throws SQLException {
    return sql.value("SELECT min(id::text) FROM " + table + " WHERE tenant_id = ?", tenant);
  }

  @Override
  public void close() throws Exception {
    while (!started.isEmpty()) {
      started.pop().close();
    }
  }
}
