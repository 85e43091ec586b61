package com.campaignsync.runtime.jwt;

import java.util.Optional;

/**
 * A caller whose token was verified.
 *
 * @param subject who it is, the token's {@code sub}
 * @param tenantId the tenant it belongs to; empty only for operators
 * @param role what it may do
 */
public record Principal(String subject, Optional<String> tenantId, Role role) {

  /** A user outside every tenant could see none: such a principal is a bug. */
  public Principal {
    if (role == Role.USER && tenantId.isEmpty()) {
      throw new IllegalArgumentException("a user needs a tenant");
    }
  }

  /** True if the caller may act on tenants other than its own. */
  public boolean mayNameAnyTenant() {
    return role.includes(Role.ADMIN);
  }
}
