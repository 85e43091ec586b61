package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.Database;
import com.campaignsync.adapters.postgres.TestPostgres;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.metric.Measures;
import com.campaignsync.domain.metric.MetricRow;
import com.campaignsync.domain.source.SourceMapping;
import com.campaignsync.domain.source.SourceRecord;
import com.campaignsync.domain.store.AdConnection;
import com.campaignsync.domain.store.Deletion;
import com.campaignsync.domain.store.Lease;
import com.campaignsync.domain.store.LoadContext;
import com.campaignsync.domain.store.LoadCounts;
import com.campaignsync.domain.store.SyncFrequency;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.pool.ConnectionPool;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A tenant with a connection, a job and a lease of its own, so that tests share one server. */
final class Fixture {

  static final TestPostgres POSTGRES = TestPostgres.shared();
  static final ConnectionPool POOL = POSTGRES.workers(4);
  static final Database DATABASE = new Database(POOL);
  static final Duration TTL = Duration.ofSeconds(60);
  static final LocalDate DAY = LocalDate.of(2026, 5, 31);
  static final Instant V1 = Instant.parse("2026-06-01T06:00:00Z");
  static final Instant V2 = V1.plusSeconds(3600);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  final PostgresMetricsStore metrics = new PostgresMetricsStore(DATABASE);
  final PostgresLeaseStore leases = new PostgresLeaseStore(DATABASE);
  final AdConnection connection;
  final UUID jobId;
  Lease lease;

  Fixture() {
    this("T" + UUID.randomUUID());
  }

  Fixture(String tenant) {
    this(tenant, "google_ads", "1");
  }

  Fixture(String tenant, String platform, String account) {
    POSTGRES.execute(
        "INSERT INTO tenants (id, name, currency) VALUES (?, ?, 'USD') ON CONFLICT DO NOTHING",
        tenant,
        tenant);
    UUID id = UUID.randomUUID();
    POSTGRES.execute(
        "INSERT INTO connections (id, tenant_id, platform, name, account_id) VALUES (?, ?, ?, 'c', ?)",
        id,
        tenant,
        platform,
        account);
    connection =
        new AdConnection(
            id,
            new TenantId(tenant),
            ZoneId.of("UTC"),
            "USD",
            platform,
            account,
            Map.of(
                Entity.CAMPAIGN_METRICS, new SourceMapping("campaign_metrics", Map.of()),
                Entity.ASSET_METRICS, new SourceMapping("asset_metrics", Map.of())),
            30,
            SyncFrequency.HOURLY,
            Map.of());
    jobId = newJob("pending");
    lease = Objects.requireNonNull(await(leases.acquire(id, "fixture", TTL)));
    await(metrics.ensureMonths(Set.of(YearMonth.from(DAY), YearMonth.from(DAY).plusMonths(1))));
  }

  UUID newJob(String status) {
    UUID job = UUID.randomUUID();
    POSTGRES.execute(
        "INSERT INTO sync_jobs (id, connection_id, tenant_id, job_type, status, triggered_by, idempotency_key)"
            + " VALUES (?, ?, ?, 'incremental_sync', ?, 'system', ?)",
        job,
        connection.id(),
        connection.tenantId().value(),
        status,
        job.toString());
    return job;
  }

  static <T> @Nullable T await(Mono<T> mono) {
    return mono.block(PATIENCE);
  }

  LoadContext context(Instant version) {
    return new LoadContext(
        jobId, Entity.CAMPAIGN_METRICS, connection, version, Map.of(), Deletion.NONE);
  }

  LoadCounts load(Instant version, MetricRow... rows) {
    return loadRecords(version, Arrays.stream(rows).map(SourceRecord.Accepted::new).toList());
  }

  LoadCounts loadRecords(Instant version, List<? extends SourceRecord> records) {
    Set<LocalDate> days = records.stream().map(SourceRecord::day).collect(Collectors.toSet());
    return loadDays(version, days, records);
  }

  LoadCounts loadDays(Instant version, Set<LocalDate> days, List<? extends SourceRecord> records) {
    return loadDays(version, Deletion.NONE, days, records);
  }

  LoadCounts loadDays(
      Instant version,
      Deletion deletion,
      Set<LocalDate> days,
      List<? extends SourceRecord> records) {
    LoadContext context =
        new LoadContext(jobId, Entity.CAMPAIGN_METRICS, connection, version, Map.of(), deletion);
    return Objects.requireNonNull(
        await(metrics.load(lease, context, () -> days, Flux.<SourceRecord>fromIterable(records))));
  }

  static MetricRow row(
      String campaign, LocalDate day, @Nullable Long clicks, @Nullable String spend) {
    return row(campaign, day, "USD", clicks, spend);
  }

  static MetricRow row(
      String campaign,
      LocalDate day,
      String currency,
      @Nullable Long clicks,
      @Nullable String spend) {
    return new MetricRow(
        campaign,
        "Name of " + campaign,
        day,
        MetricRow.WHOLE_DAY,
        currency,
        measures(clicks, spend));
  }

  static Measures measures(@Nullable Long clicks, @Nullable String spend) {
    return new Measures(
        1000L,
        clicks,
        spend == null ? null : new BigDecimal(spend),
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  List<String> rows(String sql) {
    return POSTGRES.rows(sql, connection.id());
  }

  String value(String sql) {
    return POSTGRES.value(sql, connection.id());
  }
}
