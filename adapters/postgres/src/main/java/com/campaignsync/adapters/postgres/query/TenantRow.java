package com.campaignsync.adapters.postgres.query;

import com.campaignsync.domain.tenant.Tenant;
import com.campaignsync.domain.tenant.TenantId;
import com.campaignsync.domain.tenant.Tier;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Objects;

/** Reads a tenant out of the columns of the directory. */
final class TenantRow {

  private TenantRow() {}

  static Tenant read(Readable row) {
    return new Tenant(
        new TenantId(text(row, "id")),
        text(row, "name"),
        Tier.valueOf(text(row, "tier").toUpperCase(Locale.ROOT)),
        ZoneId.of(text(row, "time_zone")),
        text(row, "currency"),
        Objects.requireNonNull(row.get("realtime_allowed", Boolean.class)),
        Objects.requireNonNull(row.get("created_at", Instant.class)));
  }

  private static String text(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, String.class));
  }
}
