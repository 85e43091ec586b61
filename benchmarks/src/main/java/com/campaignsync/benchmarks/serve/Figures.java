package com.campaignsync.benchmarks.serve;

import com.campaignsync.local.postgres.LocalPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;

/** A year of many tenants' campaigns, as syncs would have left it. */
final class Figures {

  static final int TENANTS = 20;
  static final int CAMPAIGNS = 274;
  static final int DAYS = 365;

  private static final List<String> ROWS =
      List.of(
          "INSERT INTO tenants (id, name, data_version) SELECT 'tenant-' || i, 'Tenant ' || i, 1"
              + " FROM generate_series(0, %d) AS i".formatted(TENANTS - 1),
          "INSERT INTO connections (tenant_id, platform, name) SELECT id, 'google_ads', 'Google'"
              + " FROM tenants",
          "INSERT INTO campaign_spaces (tenant_id, connection_id, platform, campaign_id, name, currency)"
              + " SELECT tenant_id, id, platform, 'c' || i, 'Campaign ' || i, 'USD'"
              + " FROM connections, generate_series(1, %d) AS i".formatted(CAMPAIGNS),
          "INSERT INTO campaign_metrics (tenant_id, connection_id, campaign_space_id, platform,"
              + " metric_date, currency, impressions, clicks, spend, conversions, revenue,"
              + " bigquery_sync_id, first_synced_at, synced_from_bigquery_at)"
              + " SELECT tenant_id, connection_id, id, platform, CAST(day AS date), currency,"
              + " 1000 + n %% 977, 10 + n %% 89, (100 + n %% 9973) / 100.0, n %% 7, n %% 1009,"
              + " gen_random_uuid(), now(), now()"
              + " FROM generate_series(date '%s', date '%s', interval '1 day') AS day,"
              + " (SELECT *, row_number() OVER () AS n FROM campaign_spaces) AS campaign"
              // A sync stores a connection's days together.
              + " ORDER BY day, tenant_id, n",
          "INSERT INTO metrics_daily (tenant_id, connection_id, platform, metric_date, currency,"
              + " impressions, clicks, spend, conversions, revenue)"
              + " SELECT tenant_id, connection_id, platform, metric_date, currency, sum(impressions),"
              + " sum(clicks), sum(spend), sum(conversions), sum(revenue) FROM campaign_metrics"
              + " GROUP BY 1, 2, 3, 4, 5",
          "UPDATE campaign_spaces AS c SET total_impressions = s.impressions,"
              + " total_clicks = s.clicks, total_spend = s.spend, total_conversions = s.conversions,"
              + " total_revenue = s.revenue FROM (SELECT campaign_space_id, sum(impressions) AS"
              + " impressions, sum(clicks) AS clicks, sum(spend) AS spend, sum(conversions) AS"
              + " conversions, sum(revenue) AS revenue FROM campaign_metrics GROUP BY 1) AS s"
              + " WHERE s.campaign_space_id = c.id");

  private final LocalPostgres postgres;

  Figures(LocalPostgres postgres) {
    this.postgres = postgres;
  }

  /** Answers how many rows there are. */
  long fill(LocalDate today) throws SQLException {
    LocalDate first = today.minusDays(DAYS - 1L);
    try (Connection jdbc = DriverManager.getConnection(postgres.jdbcUrl(LocalPostgres.SUPERUSER));
        Statement statement = jdbc.createStatement()) {
      for (YearMonth month = YearMonth.from(first);
          !month.isAfter(YearMonth.from(today));
          month = month.plusMonths(1)) {
        statement.execute("SELECT ensure_month('%s')".formatted(month.atDay(1)));
      }
      for (String sql : ROWS) {
        statement.execute(
            sql.contains("%s") ? sql.formatted(first, today) : sql.replace("%%", "%"));
      }
      statement.execute("VACUUM (ANALYZE)");
      statement.execute("CHECKPOINT");
    }
    return (long) TENANTS * CAMPAIGNS * DAYS;
  }
}
