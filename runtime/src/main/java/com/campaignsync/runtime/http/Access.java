package com.campaignsync.runtime.http;

import com.campaignsync.runtime.jwt.Role;
import java.util.Optional;

/** Who may call an address. */
public enum Access {
  /** Anybody, without a token. */
  PUBLIC(Optional.empty()),
  /** Any caller with a token. */
  USER(Optional.of(Role.USER)),
  /** Operators. */
  ADMIN(Optional.of(Role.ADMIN)),
  /** Operators who decide about money. */
  SUPER_ADMIN(Optional.of(Role.SUPER_ADMIN));

  private final Optional<Role> role;

  Access(Optional<Role> role) {
    this.role = role;
  }

  /** The role needed; empty for everybody. */
  Optional<Role> role() {
    return role;
  }
}
