package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.adapters.postgres.query.SelectDataRange.DataRange;
import com.campaignsync.domain.query.MetricsQuery;
import com.campaignsync.domain.query.MetricsReader;
import com.campaignsync.domain.query.MetricsReport;
import com.campaignsync.domain.query.MetricsReport.CurrencyTotal;
import com.campaignsync.domain.query.MetricsRow;
import com.campaignsync.domain.query.TenantInfo;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** Reads figures of one tenant, each answer from one snapshot. */
public final class PostgresMetricsReader implements MetricsReader {

  private static final SqlStatement HAS_CAMPAIGN =
      new SqlStatement("SELECT 1 FROM campaign_spaces WHERE tenant_id = $1 AND id = $2");

  private final ApiTransactions transactions;

  /** Reads through these transactions. */
  public PostgresMetricsReader(ApiTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Mono<Answer> report(TenantId tenantId, Function<TenantInfo, MetricsQuery> plan) {
    return transactions.inSnapshot(
        tenantId,
        connection ->
            SelectTenant.run(connection, tenantId)
                .flatMap(tenant -> answer(connection, tenant, plan.apply(tenant))));
  }

  private static Mono<Answer> answer(Connection connection, TenantInfo tenant, MetricsQuery query) {
    return SelectMetricsPage.run(connection, tenant.id(), query)
        .flatMap(rows -> complete(connection, tenant.id(), query, rows))
        .map(report -> new Answer(tenant, query, report));
  }

  private static Mono<MetricsReport> complete(
      Connection connection, TenantId tenantId, MetricsQuery query, List<MetricsRow> rows) {
    boolean more = rows.size() > query.pageSize();
    // A first page that is also the last holds all groups: nothing is left to count.
    Mono<Long> count =
        more || query.after().isPresent()
            ? CountGroups.run(connection, tenantId, query)
            : Mono.just((long) rows.size());
    return count.flatMap(
        groups ->
            SelectTotals.run(connection, tenantId, query)
                .zipWhen(totals -> SelectDataRange.run(connection, tenantId, query.platform()))
                .map(
                    found ->
                        report(
                            rows.subList(0, Math.min(rows.size(), query.pageSize())),
                            more,
                            groups,
                            found.getT1(),
                            found.getT2())));
  }

  private static MetricsReport report(
      List<MetricsRow> page,
      boolean more,
      long groups,
      List<CurrencyTotal> totals,
      DataRange range) {
    return new MetricsReport(
        page, more, groups, totals, range.from(), range.through(), range.lastSyncedAt());
  }

  @Override
  public Mono<Boolean> hasCampaign(TenantId tenantId, UUID campaignSpaceId) {
    return transactions.inTenant(
        tenantId,
        connection ->
            HAS_CAMPAIGN
                .rows(
                    connection,
                    statement -> statement.bind("$1", tenantId.value()).bind("$2", campaignSpaceId),
                    row -> true)
                .next()
                .defaultIfEmpty(false));
  }
}
