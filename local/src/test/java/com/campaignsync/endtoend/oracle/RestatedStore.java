package com.campaignsync.endtoend.oracle;

import com.campaignsync.adapters.postgres.ConnectionPools;
import com.campaignsync.adapters.postgres.Database;
import com.campaignsync.adapters.postgres.DatabaseUrl;
import com.campaignsync.adapters.postgres.sync.PostgresLeaseStore;
import com.campaignsync.adapters.postgres.sync.PostgresMetricsStore;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.metric.Measures;
import com.campaignsync.domain.metric.MetricRow;
import com.campaignsync.domain.source.SourceMapping;
import com.campaignsync.domain.source.SourceRecord;
import com.campaignsync.domain.store.AdConnection;
import com.campaignsync.domain.store.Deletion;
import com.campaignsync.domain.store.Lease;
import com.campaignsync.domain.store.LoadContext;
import com.campaignsync.domain.store.SyncFrequency;
import com.campaignsync.domain.tenant.TenantId;
import com.campaignsync.endtoend.Sql;
import com.campaignsync.local.net.LocalPort;
import com.campaignsync.local.postgres.LocalPostgres;
import com.campaignsync.local.postgres.LocalPostgresOptions;
import com.campaignsync.local.postgres.LocalUsers;
import com.campaignsync.local.postgres.Migrations;
import io.r2dbc.pool.ConnectionPool;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A store whose figures were loaded, restated, deleted and loaded again by the real adapter. After
 * each step the rows are copied aside: that is what they were then.
 */
final class RestatedStore implements AutoCloseable {

  /** Across two ends of years, one with 52 weeks and one with 53. */
  static final LocalDate FIRST = LocalDate.of(2025, 12, 1);

  static final LocalDate END = LocalDate.of(2026, 2, 10);

  static final String TENANT = "oracle";

  private static final String OTHER = "stranger";
  private static final int STEPS = 8;
  private static final int CAMPAIGNS = 6;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Random random;
  private final LocalPostgres server;
  private final ConnectionPool pool;
  private final Database database;
  private final Map<String, MetricRow> rows = new TreeMap<>();
  final List<Instant> steps = new ArrayList<>();
  final Sql sql;

  RestatedStore(Path directory, long seed) throws Exception {
    this.random = new Random(seed);
    this.server =
        LocalPostgres.start(LocalPostgresOptions.in(directory, LocalPort.anyFree(), false));
    Migrations.migrate(server.jdbcUrl(LocalPostgres.SUPERUSER));
    this.sql = Sql.open(server.jdbcUrl(LocalPostgres.SUPERUSER));
    this.pool =
        ConnectionPools.create(
            DatabaseUrl.parse(url(LocalUsers.SYNC_WORKER)), 2, Duration.ofMinutes(1));
    this.database = new Database(pool);
    sql.execute("CREATE TABLE oracle_rows AS SELECT 0 AS step, * FROM campaign_metrics");
    List<AdConnection> connections =
        List.of(
            connection(TENANT, "google_ads"),
            connection(TENANT, "TikTok"),
            connection(TENANT, "meta"));
    await(
        new PostgresMetricsStore(database)
            .ensureMonths(
                Set.of(
                    YearMonth.from(FIRST),
                    YearMonth.from(FIRST.plusMonths(1)),
                    YearMonth.from(END))));
    for (int step = 1; step <= STEPS; step++) {
      for (AdConnection connection : connections) {
        load(connection, step == 1 ? 0.5 : 0.3);
      }
      remember(step);
    }
    load(connection(OTHER, "google_ads"), 1);
  }

  String url(String user) {
    return "postgresql://%s@127.0.0.1:%d/%s".formatted(user, server.port(), LocalPostgres.DATABASE);
  }

  private static <T> @Nullable T await(Mono<T> mono) {
    return mono.block(PATIENCE);
  }

  private AdConnection connection(String tenant, String platform) throws Exception {
    sql.execute(
        "INSERT INTO tenants (id, name, time_zone, currency) VALUES ('%1$s', '%1$s', 'Asia/Tokyo', 'EUR')"
                .formatted(tenant)
            + " ON CONFLICT DO NOTHING");
    UUID id = UUID.nameUUIDFromBytes((tenant + platform).getBytes());
    sql.execute(
        "INSERT INTO connections (id, tenant_id, platform, name, account_id, last_sync_completed_at)"
            + " VALUES ('%s', '%s', '%s', 'c', '1', now())".formatted(id, tenant, platform));
    return new AdConnection(
        id,
        new TenantId(tenant),
        ZoneId.of("Asia/Tokyo"),
        "EUR",
        platform,
        "1",
        Map.of(Entity.CAMPAIGN_METRICS, new SourceMapping("campaign_metrics", Map.of())),
        30,
        SyncFrequency.HOURLY,
        Map.of());
  }

  /** Replaces some days of a connection by what its source has now. */
  private void load(AdConnection connection, double share) throws Exception {
    PostgresLeaseStore leases = new PostgresLeaseStore(database);
    Lease lease = await(leases.acquire(connection.id(), "oracle", PATIENCE));
    UUID job = UUID.randomUUID();
    sql.execute(
        "INSERT INTO sync_jobs (id, connection_id, tenant_id, job_type, status, triggered_by, idempotency_key)"
            + " VALUES ('%1$s', '%2$s', '%3$s', 'incremental_sync', 'running', 'system', '%1$s')"
                .formatted(job, connection.id(), connection.tenantId().value()));
    Set<LocalDate> days = new LinkedHashSet<>();
    List<SourceRecord> records = new ArrayList<>();
    for (LocalDate day = FIRST; day.isBefore(END); day = day.plusDays(1)) {
      if (random.nextDouble() < share) {
        days.add(day);
        records.addAll(day(connection, day));
      }
    }
    LoadContext context =
        new LoadContext(
            job,
            Entity.CAMPAIGN_METRICS,
            connection,
            Instant.parse(
                sql.value(
                    "SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')")),
            Map.of(),
            new Deletion(days, true));
    await(
        new PostgresMetricsStore(database)
            .load(
                java.util.Objects.requireNonNull(lease),
                context,
                () -> days,
                Flux.fromIterable(records)));
    await(leases.release(lease));
  }

  /** A day at the source: rows as before, restated, new, or gone. */
  private List<SourceRecord> day(AdConnection connection, LocalDate day) {
    List<SourceRecord> records = new ArrayList<>();
    boolean hourly = connection.platform().equals("TikTok");
    for (int i = 0; i < CAMPAIGNS; i++) {
      for (int hour : hourly ? new int[] {0, 13} : new int[] {MetricRow.WHOLE_DAY}) {
        String key = connection.id() + "/" + i + "/" + day + "/" + hour;
        MetricRow before = rows.remove(key);
        if (random.nextInt(5) > 0) {
          MetricRow now =
              before != null && random.nextBoolean() ? before : row(connection, i, day, hour);
          rows.put(key, now);
          records.add(new SourceRecord.Accepted(now));
        }
      }
    }
    return records;
  }

  private MetricRow row(AdConnection connection, int campaign, LocalDate day, int hour) {
    boolean dollars = connection.platform().equals("google_ads") && campaign % 3 == 2;
    List<@Nullable String> names =
        java.util.Arrays.asList("same", "same", "Zebra", "ärger, \"q\"", "=cmd", null);
    return new MetricRow(
        (campaign * 7) + "-" + connection.platform(),
        names.get(campaign),
        day,
        hour,
        dollars ? "USD" : "EUR",
        new Measures(
            count(90_000),
            count(40),
            money(),
            money(),
            money(),
            money(),
            count(),
            null,
            count(),
            money()));
  }

  private @Nullable Long count(int bound) {
    return random.nextInt(8) == 0 ? null : Long.valueOf(random.nextInt(bound) / 3 * 3L);
  }

  private @Nullable BigDecimal count() {
    return random.nextInt(3) == 0 ? null : BigDecimal.valueOf(random.nextInt(4));
  }

  private @Nullable BigDecimal money() {
    return random.nextInt(8) == 0
        ? null
        : BigDecimal.valueOf(random.nextInt(400_000_000) - 2_000_000L, random.nextInt(10));
  }

  private void remember(int step) throws Exception {
    sql.execute("INSERT INTO oracle_rows SELECT " + step + ", * FROM campaign_metrics");
    steps.add(
        Instant.parse(
            sql.value(
                "SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')")));
  }

  @Override
  public void close() throws Exception {
    sql.close();
    pool.dispose();
    server.close();
  }
}
