package com.campaignsync.domain.query;

import com.campaignsync.domain.tenant.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Reads tenants and their connections. */
public interface ConnectionReader {

  /** Most connections that one answer or one sync covers. */
  int CONNECTIONS_MAX = 1000;

  /** Empty if there is no such tenant. */
  Mono<TenantInfo> tenant(TenantId tenantId);

  /**
   * A page of the tenant's connections, by platform and name.
   *
   * @param after the last one of the page before; null for the first page
   * @param max most of the page; one beyond {@link #CONNECTIONS_MAX} is allowed, to look ahead
   */
  Mono<List<ConnectionView>> list(TenantId tenantId, @Nullable Place after, int max);

  /** Where a connection stands among its tenant's. */
  record Place(String platform, String name, UUID id) {}

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
