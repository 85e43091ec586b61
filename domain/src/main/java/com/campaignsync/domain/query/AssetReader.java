package com.campaignsync.domain.query;

import com.campaignsync.domain.tenant.TenantId;
import java.util.Optional;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** Reads figures of one tenant's ads and creatives. */
public interface AssetReader {

  /**
   * An answer and what it was asked of.
   *
   * @param tenant whose figures they are
   * @param query what was asked
   * @param report the answer; empty if the tenant has no such campaign
   */
  record Answer(TenantInfo tenant, AssetQuery query, Optional<AssetReport> report) {}

  /**
   * Answers a query that depends on the tenant: its zone says which day is today. Everything is
   * read from one state of the store. Empty if there is no such tenant.
   *
   * @param plan makes the query; what it throws is passed on
   */
  Mono<Answer> report(TenantId tenantId, Function<TenantInfo, AssetQuery> plan);
}
