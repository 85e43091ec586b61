package com.campaignsync.benchmarks.store;

import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.source.SourceMapping;
import com.campaignsync.domain.store.AdConnection;
import com.campaignsync.domain.store.SyncFrequency;
import com.campaignsync.domain.tenant.TenantId;
import com.campaignsync.local.postgres.LocalPostgres;
import com.campaignsync.local.postgres.Migrations;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The database of the benchmark: migrated, with one tenant, one connection and one job. */
final class Store {

  static final UUID CONNECTION = UUID.fromString("00000000-0000-4000-8000-000000000001");
  static final UUID JOB = UUID.fromString("00000000-0000-4000-8000-000000000002");
  static final String TENANT = "bench";
  static final String PLATFORM = "google_ads";

  private final LocalPostgres postgres;

  Store(LocalPostgres postgres) {
    this.postgres = postgres;
    Migrations.migrate(postgres.jdbcUrl(LocalPostgres.SUPERUSER));
  }

  static AdConnection connection() {
    return new AdConnection(
        CONNECTION,
        new TenantId(TENANT),
        ZoneId.of("UTC"),
        "USD",
        PLATFORM,
        "1",
        Map.of(Entity.CAMPAIGN_METRICS, new SourceMapping("campaign_metrics", Map.of())),
        30,
        SyncFrequency.MANUAL,
        Map.of());
  }

  CpuClock cpu() {
    return new CpuClock(postgres.postmasterPid());
  }

  int port() {
    return postgres.port();
  }

  /** As the tables' owner would: not under row-level security, which costs the rivals nothing. */
  Connection jdbc(String options) throws SQLException {
    return DriverManager.getConnection(postgres.jdbcUrl(LocalPostgres.SUPERUSER) + options);
  }

  /** Empty tables with the partitions of the shape; what was written before is on disk. */
  void reset(Shape shape) throws SQLException {
    try (Connection jdbc = jdbc("");
        var statement = jdbc.createStatement()) {
      for (String sql : RESET) {
        statement.execute(sql);
      }
      for (YearMonth month : shape.window().months().toList()) {
        statement.execute("SELECT ensure_month('%s')".formatted(month.atDay(1)));
      }
      statement.execute("CHECKPOINT");
    }
  }

  private static final List<String> RESET =
      List.of(
          "TRUNCATE tenants CASCADE",
          "TRUNCATE campaign_metrics, metric_changes",
          "INSERT INTO tenants (id, name, currency) VALUES ('%s', 'Benchmark', 'USD')"
              .formatted(TENANT),
          "INSERT INTO connections (id, tenant_id, platform, name, account_id) VALUES ('%s', '%s', '%s', 'c', '1')"
              .formatted(CONNECTION, TENANT, PLATFORM),
          "INSERT INTO sync_jobs (id, connection_id, tenant_id, job_type, triggered_by, idempotency_key)"
              + " VALUES ('%s', '%s', '%s', 'full_sync', 'system', 'bench')"
                  .formatted(JOB, CONNECTION, TENANT));
}
