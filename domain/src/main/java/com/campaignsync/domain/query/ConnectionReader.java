package com.campaignsync.domain.query;

import com.campaignsync.domain.tenant.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Reads tenants and their connections. */
public interface ConnectionReader {

  /** Most connections that one answer or one sync covers. */
  int CONNECTIONS_MAX = 1000;

  /** Empty if there is no such tenant. */
  Mono<TenantInfo> tenant(TenantId tenantId);

  /** The tenant's connections by platform and name, at most {@link #CONNECTIONS_MAX}. */
  Mono<List<ConnectionView>> list(TenantId tenantId);

  /** Empty if the tenant has no such connection. */
  Mono<ConnectionView> find(TenantId tenantId, UUID connectionId);

  /**
   * The connections that hold what a sync by hand names.
   *
   * @param platform of this platform only
   * @param campaigns those that hold these campaigns; all where empty
   */
  Mono<SyncTargets> targets(TenantId tenantId, Optional<String> platform, List<UUID> campaigns);

  /**
   * What a sync by hand comes down to.
   *
   * @param connectionIds in a fixed order, at most {@link #CONNECTIONS_MAX}
   * @param campaignsFound which of the campaigns the tenant has, whatever their platform
   */
  record SyncTargets(List<UUID> connectionIds, List<UUID> campaignsFound) {}
}
