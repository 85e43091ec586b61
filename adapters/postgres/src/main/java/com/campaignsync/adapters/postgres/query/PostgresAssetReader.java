package com.campaignsync.adapters.postgres.query;

import com.campaignsync.domain.query.AssetQuery;
import com.campaignsync.domain.query.AssetReader;
import com.campaignsync.domain.query.AssetReport;
import com.campaignsync.domain.query.AssetReport.Caption;
import com.campaignsync.domain.query.AssetReport.Row;
import com.campaignsync.domain.query.TenantInfo;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** Reads figures of one tenant's ads and creatives, each answer from one snapshot. */
public final class PostgresAssetReader implements AssetReader {

  private final ApiTransactions transactions;

  /** Reads through these transactions. */
  public PostgresAssetReader(ApiTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Mono<Answer> report(TenantId tenantId, Function<TenantInfo, AssetQuery> plan) {
    return transactions.inSnapshot(
        tenantId,
        connection ->
            SelectTenant.run(connection, tenantId)
                .flatMap(tenant -> answer(connection, tenant, plan.apply(tenant))));
  }

  private static Mono<Answer> answer(Connection connection, TenantInfo tenant, AssetQuery query) {
    return SelectAssetCaption.run(connection, tenant.id(), query.campaignSpaceId())
        .flatMap(caption -> report(connection, tenant.id(), query, caption))
        .map(Optional::of)
        .defaultIfEmpty(Optional.empty())
        .map(report -> new Answer(tenant, query, report));
  }

  private static Mono<AssetReport> report(
      Connection connection, TenantId tenantId, AssetQuery query, Caption caption) {
    return SelectAssetPage.run(connection, tenantId, query)
        .flatMap(rows -> complete(connection, tenantId, query, caption, rows));
  }

  private static Mono<AssetReport> complete(
      Connection connection, TenantId tenantId, AssetQuery query, Caption caption, List<Row> rows) {
    List<Row> page = rows.subList(0, Math.min(rows.size(), query.pageSize()));
    return CountAssetRows.run(connection, tenantId, query)
        .zipWhen(count -> SelectAssetTotals.run(connection, tenantId, query))
        .map(
            found ->
                new AssetReport(
                    page, rows.size() > page.size(), found.getT1(), found.getT2(), caption));
  }
}
