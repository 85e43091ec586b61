package com.campaignsync.domain.query;

import com.campaignsync.domain.tenant.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * What an answer needs to know of its tenant.
 *
 * @param id whose data it is
 * @param zone says which day is today
 * @param currency ISO 4217 code of rows that name none
 */
public record TenantInfo(TenantId id, ZoneId zone, String currency) {

  /** Today where the tenant is. */
  public LocalDate today(Instant now) {
    return LocalDate.ofInstant(now, zone);
  }
}
