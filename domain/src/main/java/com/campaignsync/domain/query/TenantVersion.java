package com.campaignsync.domain.query;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The state of a tenant's data: while it and the tenant's day stay the same, so do the answers that
 * follow from them.
 *
 * @param dataVersion grows with every commit that changes what could be answered
 * @param zone says which day is today
 * @param syncMark another one after every sync that succeeded, changed anything or not: answers
 *     tell when that was
 */
public record TenantVersion(long dataVersion, ZoneId zone, String syncMark) {

  /** Today where the tenant is. */
  public LocalDate today(Instant now) {
    return LocalDate.ofInstant(now, zone);
  }
}
