package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.Database;
import com.campaignsync.adapters.postgres.TestPostgres;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** A store with rows put in by the superuser, read by the API's user. */
final class Store {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ConnectionPool POOL = TestPostgres.shared().apis(4);

  final TestPostgres postgres = TestPostgres.shared();
  final ApiTransactions transactions = new ApiTransactions(new Database(POOL));

  /** A tenant nobody else uses. */
  TenantId tenant(String zone) {
    TenantId id = new TenantId("t-" + UUID.randomUUID());
    postgres.execute(
        "INSERT INTO tenants (id, name, time_zone, currency) VALUES (?, 'T', ?, 'EUR')",
        id.value(),
        zone);
    return id;
  }

  UUID connection(TenantId tenant, String platform, String name) {
    UUID id = UUID.randomUUID();
    postgres.execute(
        "INSERT INTO connections (id, tenant_id, platform, account_id, name)"
            + " VALUES (?, ?, ?, ?, ?)",
        id,
        tenant.value(),
        platform,
        name,
        name);
    return id;
  }

  UUID campaign(UUID connection, String campaignId, String currency) {
    UUID id = UUID.randomUUID();
    postgres.execute(
        "INSERT INTO campaign_spaces (id, tenant_id, connection_id, platform, campaign_id, name,"
            + " currency) SELECT ?, tenant_id, id, platform, ?, 'Name of ' || ?, ?"
            + " FROM connections WHERE id = ?",
        id,
        campaignId,
        campaignId,
        currency,
        connection);
    return id;
  }

  /** A row; null figures are unknown. */
  void row(UUID campaign, LocalDate day, Long impressions, Long clicks, String spend) {
    postgres.execute("SELECT ensure_month(?)", day);
    postgres.execute(
        "INSERT INTO campaign_metrics (tenant_id, connection_id, campaign_space_id, platform,"
            + " metric_date, currency, impressions, clicks, spend, conversions, revenue,"
            + " bigquery_sync_id, first_synced_at, synced_from_bigquery_at)"
            + " SELECT tenant_id, connection_id, id, platform, ?, currency, ?::bigint, ?::bigint,"
            + " ?::numeric, NULL, ?::numeric, gen_random_uuid(), now(), now()"
            + " FROM campaign_spaces WHERE id = ?",
        day,
        impressions,
        clicks,
        spend,
        spend,
        campaign);
  }

  /** Makes the rollup what the sync keeps it to be. */
  void rollUp(TenantId tenant) {
    postgres.execute(
        "INSERT INTO metrics_daily (tenant_id, connection_id, platform, metric_date, currency,"
            + " impressions, clicks, spend, conversions, revenue)"
            + " SELECT tenant_id, connection_id, platform, metric_date, currency,"
            + " sum(impressions), sum(clicks), sum(spend), sum(conversions), sum(revenue)"
            + " FROM campaign_metrics WHERE tenant_id = ? GROUP BY 1, 2, 3, 4, 5",
        tenant.value());
  }

  static <T> T get(Mono<T> mono) {
    return find(mono).orElseThrow();
  }

  static <T> Optional<T> find(Mono<T> mono) {
    return mono.blockOptional(PATIENCE);
  }
}
