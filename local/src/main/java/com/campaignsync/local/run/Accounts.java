package com.campaignsync.local.run;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.store.NextRun;
import com.campaignsync.domain.store.SyncFrequency;
import com.campaignsync.domain.tenant.TenantId;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes tenants and connections of what the local BigQuery holds. */
final class Accounts {

  private static final String ADD_TENANT =
      "INSERT INTO tenants (id, name) VALUES (?, ?) ON CONFLICT (id) DO NOTHING";

  /** A longer history than before widens the lookback: every sync then covers all dates. */
  private static final String ADD_CONNECTION =
      """
      INSERT INTO connections (tenant_id, platform, name, lookback_days, sync_frequency, next_run_at, asset_source)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (tenant_id, platform, source, account_id) DO UPDATE
        SET lookback_days = greatest(connections.lookback_days, excluded.lookback_days),
            asset_source = coalesce(connections.asset_source, excluded.asset_source)
      RETURNING id""";

  private final String jdbcUrl;
  private final SyncFrequency frequency;
  private final Instant now;
  private final LocalDate today;

  Accounts(String jdbcUrl, SyncFrequency frequency, Clock clock) {
    this.jdbcUrl = jdbcUrl;
    this.frequency = frequency;
    this.now = clock.instant();
    this.today = LocalDate.now(clock);
  }

  /** What BigQuery holds of one tenant on one platform. */
  record Holding(
      Entity entity, TenantId tenantId, String platform, LocalDate firstDay, LocalDate lastDay) {}

  /**
   * A connection and the days its first sync covers: all that its sources hold, and all up to
   * today.
   */
  record Account(UUID connectionId, TenantId tenantId, String platform, DayWindow days) {}

  /** What a tenant holds on a platform is one connection, campaigns and assets alike. */
  List<Account> ensure(List<Holding> holdings, int lookbackDaysMin) {
    Map<List<String>, List<Holding>> byConnection =
        holdings.stream()
            .collect(
                Collectors.groupingBy(
                    holding -> List.of(holding.tenantId().value(), holding.platform()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    List<Account> accounts = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(jdbcUrl)) {
      for (List<Holding> held : byConnection.values()) {
        accounts.add(ensure(connection, held, lookbackDaysMin));
      }
      return accounts;
    } catch (SQLException e) {
      throw new IllegalStateException("tenants and connections cannot be made", e);
    }
  }

  private Account ensure(Connection connection, List<Holding> held, int lookbackDaysMin)
      throws SQLException {
    Holding any = held.get(0);
    DayWindow days = days(held);
    boolean assets = held.stream().anyMatch(one -> one.entity() == Entity.ASSET_METRICS);
    try (PreparedStatement tenant = connection.prepareStatement(ADD_TENANT);
        PreparedStatement account = connection.prepareStatement(ADD_CONNECTION)) {
      tenant.setString(1, any.tenantId().value());
      tenant.setString(2, any.tenantId().value());
      tenant.executeUpdate();
      account.setString(1, any.tenantId().value());
      account.setString(2, any.platform());
      account.setString(3, any.platform());
      account.setInt(4, Math.max(lookbackDaysMin, daysBack(days.firstDay())));
      account.setString(5, frequency.wireName());
      // The first sync is asked for by hand; the clock's first one comes at its next slot.
      account.setObject(6, nextRun());
      account.setString(7, assets ? Entity.ASSET_METRICS.wireName() : null);
      try (ResultSet row = account.executeQuery()) {
        row.next();
        return new Account(row.getObject(1, UUID.class), any.tenantId(), any.platform(), days);
      }
    }
  }

  private @Nullable OffsetDateTime nextRun() {
    Instant next = NextRun.after(frequency, now, ZoneOffset.UTC);
    return next == null ? null : next.atOffset(ZoneOffset.UTC);
  }

  private int daysBack(LocalDate firstDay) {
    long days = ChronoUnit.DAYS.between(firstDay, today);
    return (int) Math.max(0, Math.min(days, DayWindow.DAYS_MAX - 1));
  }

  private DayWindow days(List<Holding> held) {
    LocalDate first =
        held.stream().map(Holding::firstDay).min(Comparator.naturalOrder()).orElse(today);
    LocalDate last =
        held.stream().map(Holding::lastDay).max(Comparator.naturalOrder()).orElse(today);
    return DayWindow.inclusive(first, last.isAfter(today) ? last : today);
  }
}
