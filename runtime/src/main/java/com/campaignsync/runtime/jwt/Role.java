package com.campaignsync.runtime.jwt;

import java.util.Locale;
import java.util.Optional;

/** What a caller may do; each role may do what the ones before it may. */
public enum Role {
  /** Reads and syncs its own tenant. */
  USER,
  /** Operates any tenant. */
  ADMIN,
  /** Operates any tenant and changes what tenants may spend. */
  SUPER_ADMIN;

  /** True if this role may do what {@code needed} may. */
  public boolean includes(Role needed) {
    return compareTo(needed) >= 0;
  }

  /** The claim's value: the name in lower case. */
  public String claim() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** For a refusal: the name, and that higher ones do where there are any. */
  public String orHigher() {
    return this == SUPER_ADMIN ? claim() : claim() + " or higher";
  }

  static Optional<Role> ofClaim(String claim) {
    for (Role role : values()) {
      if (role.claim().equals(claim)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }
}
