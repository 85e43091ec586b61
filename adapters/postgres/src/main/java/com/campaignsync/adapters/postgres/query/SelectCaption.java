package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.query.TenantInfo;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A tenant, from when to when it has rows, and how fresh they are; empty if there is none. */
final class SelectCaption {

  private static final SqlStatement SQL = SqlStatement.of(SelectCaption.class);

  private SelectCaption() {}

  /**
   * What stands beside every answer.
   *
   * @param tenant whose rows they are
   * @param from first day with rows
   * @param through last day with rows, inclusive
   * @param lastSyncedAt end of the latest successful sync of any connection
   */
  record Caption(
      TenantInfo tenant,
      Optional<LocalDate> from,
      Optional<LocalDate> through,
      Optional<Instant> lastSyncedAt) {}

  static Mono<Caption> run(Connection connection, TenantId tenantId) {
    return SQL.rows(
            connection,
            statement -> statement.bind("$1", tenantId.value()),
            row -> read(row, tenantId))
        .next();
  }

  private static Caption read(Readable row, TenantId tenantId) {
    return new Caption(
        new TenantInfo(
            tenantId,
            ZoneId.of(Objects.requireNonNull(row.get(0, String.class))),
            Objects.requireNonNull(row.get(1, String.class))),
        day(row.get(2, Integer.class)),
        day(row.get(3, Integer.class)),
        Optional.ofNullable(row.get(4, Long.class)).map(SelectCaption::instant));
  }

  private static Optional<LocalDate> day(@Nullable Integer sinceEpoch) {
    return Optional.ofNullable(sinceEpoch).map(LocalDate::ofEpochDay);
  }

  private static Instant instant(long micros) {
    long second = Math.floorDiv(micros, 1_000_000L);
    return Instant.ofEpochSecond(second, Math.floorMod(micros, 1_000_000L) * 1000);
  }
}
