package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.adapters.postgres.query.SelectCaption.Caption;
import com.campaignsync.domain.query.MetricsQuery;
import com.campaignsync.domain.query.MetricsReader;
import com.campaignsync.domain.query.MetricsReport;
import com.campaignsync.domain.query.MetricsRow;
import com.campaignsync.domain.query.TenantInfo;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Flux;
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
        connection -> SelectCaption.run(connection, tenantId),
        (connection, caption) -> answer(connection, caption, plan.apply(caption.tenant())));
  }

  private static Mono<Answer> answer(Connection connection, Caption caption, MetricsQuery query) {
    return checked(connection, caption, query)
        .then(Mono.defer(() -> SelectMetrics.page(connection, caption.tenant(), query)))
        .zipWhen(page -> lastSync(connection, caption, query))
        .map(
            found ->
                new MetricsReport(
                    found.getT1().rows(),
                    found.getT1().more(),
                    found.getT1().groups(),
                    found.getT1().totals(),
                    caption.from(),
                    caption.through(),
                    found.getT2()))
        .map(report -> new Answer(caption.tenant(), query, report));
  }

  private static Mono<Void> checked(Connection connection, Caption caption, MetricsQuery query) {
    return planned(connection, query)
        .then(Mono.defer(() -> CheckHistory.run(connection, caption, query)))
        .then(Mono.defer(() -> CheckFilled.run(connection, caption, query)));
  }

  /** What is not of the past keeps its cached plan: it is asked for more often by far. */
  private static Mono<Long> planned(Connection connection, MetricsQuery query) {
    return query.asOf().isPresent() ? PlanForPast.run(connection) : Mono.empty();
  }

  /** Of the connections whose rows are asked for: those of others say nothing about them. */
  private static Mono<Optional<Instant>> lastSync(
      Connection connection, Caption caption, MetricsQuery query) {
    boolean ofAll = query.filter().platform().isEmpty() && query.filter().campaigns().isEmpty();
    return ofAll
        ? Mono.just(caption.lastSyncedAt())
        : SelectLastSync.run(connection, caption.tenant().id(), query.filter());
  }

  @Override
  public Mono<Export> export(TenantId tenantId, Function<TenantInfo, MetricsQuery> plan) {
    return transactions.inSnapshot(
        tenantId,
        connection -> SelectCaption.run(connection, tenantId),
        (connection, caption) -> export(connection, caption, plan.apply(caption.tenant())));
  }

  private static Mono<Export> export(Connection connection, Caption caption, MetricsQuery query) {
    return checked(connection, caption, query)
        .then(Mono.defer(() -> SelectCurrencies.run(connection, caption.tenant().id(), query)))
        .map(currencies -> new Export(caption.tenant(), query, currencies));
  }

  @Override
  public Flux<MetricsRow> rows(TenantInfo tenant, MetricsQuery query) {
    return transactions.manyInSnapshot(
        tenant.id(),
        connection ->
            planned(connection, query)
                .thenMany(Flux.defer(() -> SelectMetrics.rows(connection, tenant, query))));
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
