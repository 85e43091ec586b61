package com.campaignsync.domain.tenant;

import java.util.Locale;

/** What a tenant pays for; budgets go by it. */
public enum Tier {
  STANDARD,
  PREMIUM,
  ENTERPRISE;

  /** The name used in the database and in the API. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
