package com.campaignsync.domain.request;

import com.campaignsync.domain.tenant.TenantId;

/**
 * Whose records about requests are: a tenant's, or those of operators who act for no tenant. Who is
 * in one scope sees nothing of another.
 *
 * @param value the tenant's id, or the one name that no tenant can have
 */
public record RequestScope(String value) {

  /** Operators without a tenant. Ids have no surrounding white space: no tenant is called so. */
  public static final RequestScope OPERATORS = new RequestScope(" operators");

  /** A tenant's own. */
  public static RequestScope of(TenantId tenantId) {
    return new RequestScope(tenantId.value());
  }
}
