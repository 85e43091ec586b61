package com.campaignsync.endtoend.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.endtoend.Eventually;
import com.campaignsync.endtoend.InvokedFunction;
import com.campaignsync.endtoend.Sql;
import com.campaignsync.local.net.LocalPort;
import com.campaignsync.local.postgres.LocalPostgres;
import com.campaignsync.local.postgres.LocalPostgresOptions;
import com.campaignsync.local.postgres.LocalUsers;
import com.campaignsync.local.postgres.Migrations;
import com.campaignsync.runtime.jwt.Principal;
import com.campaignsync.runtime.jwt.Role;
import com.campaignsync.runtime.jwt.TokenIssuer;
import com.campaignsync.runtime.jwt.TokenSettings;
import com.campaignsync.runtime.settings.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An export of many rows under Google's own invoker: whole, or the caller sees that it is not. */
class BrokenExportTest {

  private static final String KEY = "k".repeat(32);

  /** Some twenty megabytes as text: more than all buffers between a query and a caller hold. */
  private static final int CAMPAIGNS = 4000;

  @Test
  void export_isWholeInASmallHeap_orTheConnectionBreaks(@TempDir Path directory) throws Exception {
    LocalPostgresOptions options = LocalPostgresOptions.in(directory, LocalPort.anyFree(), false);
    try (LocalPostgres server = LocalPostgres.start(options)) {
      Migrations.migrate(server.jdbcUrl(LocalPostgres.SUPERUSER));
      try (Sql sql = Sql.open(server.jdbcUrl(LocalPostgres.SUPERUSER))) {
        fill(sql);
        int port = LocalPort.anyFree();
        try (InvokedFunction api =
            InvokedFunction.start(
                "com.campaignsync.functions.metricsapi.MetricsApiFunction",
                port,
                "64m",
                environment(server.port()))) {
          assertEquals(
              CAMPAIGNS * 60L + 1, new String(export(port).readAllBytes()).lines().count());
          breakUnderWay(sql, port);
          assertTrue(api.isAlive(), api.output());
        }
      }
    }
  }

  private static void breakUnderWay(Sql sql, int port) throws Exception {
    try (InputStream body = export(port)) {
      assertEquals(1000, body.readNBytes(1000).length);
      // The reader stands still, so the writer does: its query is still open.
      Eventually.holds(
          "the query is ended",
          Duration.ofSeconds(20),
          () ->
              sql.number(
                      "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                          + " WHERE usename = '"
                          + LocalUsers.METRICS_API
                          + "' AND xact_start IS NOT NULL")
                  > 0);
      assertThrows(IOException.class, body::readAllBytes);
    }
  }

  private static InputStream export(int port) throws Exception {
    String token =
        new TokenIssuer(
                new TokenSettings(Secret.of(KEY), Optional.empty(), Optional.empty()),
                InstantSource.system())
            .issue(new Principal("u", Optional.of("t"), Role.USER), Duration.ofHours(1));
    HttpResponse<InputStream> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create(
                            "http://127.0.0.1:%d/api/campaign-performance/metrics".formatted(port)
                                + "?group_by=date,campaign&sort=-spend"
                                + "&start_date=2026-01-01&end_date=2026-03-01"))
                    .header("Authorization", "Bearer " + token)
                    .header("Accept", "text/csv")
                    .build(),
                BodyHandlers.ofInputStream());
    assertEquals(200, response.statusCode());
    return response.body();
  }

  private static Map<String, String> environment(int postgresPort) {
    return Map.of(
        "DATABASE_URL",
        "postgresql://%s@127.0.0.1:%d/%s"
            .formatted(LocalUsers.METRICS_API, postgresPort, LocalPostgres.DATABASE),
        "JWT_SECRET_KEY",
        KEY,
        "BIGQUERY_PROJECT_ID",
        "p");
  }

  private static void fill(Sql sql) throws Exception {
    sql.execute("INSERT INTO tenants (id, name, currency) VALUES ('t', 'T', 'USD')");
    sql.execute(
        "INSERT INTO connections (tenant_id, platform, name, account_id)"
            + " VALUES ('t', 'p', 'c', '1')");
    sql.execute(
        "INSERT INTO campaign_spaces (tenant_id, connection_id, platform, campaign_id, name,"
            + " currency) SELECT 't', id, 'p', i, 'Campaign ' || i, 'USD' FROM connections,"
            + " generate_series(1, "
            + CAMPAIGNS
            + ") i");
    sql.execute(
        "SELECT ensure_month(m) FROM unnest('{2026-01-01,2026-02-01,2026-03-01}'::date[]) m");
    sql.execute(
        "INSERT INTO campaign_metrics (tenant_id, connection_id, campaign_space_id, platform,"
            + " metric_date, currency, impressions, spend, bigquery_sync_id, first_synced_at,"
            + " synced_from_bigquery_at) SELECT 't', connection_id, id, 'p',"
            + " DATE '2026-01-01' + d, 'USD', d, d * 1.000000001, gen_random_uuid(), now(), now()"
            + " FROM campaign_spaces, generate_series(0, 59) d");
  }
}
