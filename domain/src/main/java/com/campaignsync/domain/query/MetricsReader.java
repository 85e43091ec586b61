package com.campaignsync.domain.query;

import com.campaignsync.domain.tenant.TenantId;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** Reads figures of one tenant. */
public interface MetricsReader {

  /**
   * An answer and what it was asked of.
   *
   * @param tenant whose figures they are
   * @param query what was asked
   * @param report the answer
   */
  record Answer(TenantInfo tenant, MetricsQuery query, MetricsReport report) {}

  /**
   * Answers a query that depends on the tenant: its zone says which day is today. Everything is
   * read from one state of the store. Empty if there is no such tenant.
   *
   * @param plan makes the query; what it throws is passed on
   */
  Mono<Answer> report(TenantId tenantId, Function<TenantInfo, MetricsQuery> plan);

  /** Whether the tenant has the campaign. */
  Mono<Boolean> hasCampaign(TenantId tenantId, UUID campaignSpaceId);
}
