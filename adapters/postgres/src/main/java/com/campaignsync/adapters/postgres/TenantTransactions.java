package com.campaignsync.adapters.postgres;

import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * Runs work for one tenant: the API's transactions see no other's rows, a worker's see every one,
 * so that their statements name the tenant all the same.
 */
public interface TenantTransactions {

  /** Runs the work in one transaction; its value comes out after the commit, or not at all. */
  <T> Mono<T> inTenant(TenantId tenantId, Function<Connection, Mono<T>> work);
}
