package com.campaignsync.domain.query;

import com.campaignsync.domain.tenant.TenantId;
import reactor.core.publisher.Mono;

/** Tells which state a tenant's data is in. */
public interface DataVersions {

  /** The state now, or a moment ago; empty if there is no such tenant. */
  Mono<TenantVersion> of(TenantId tenantId);
}
