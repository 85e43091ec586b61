package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.AdConnection;
import io.r2dbc.spi.Connection;
import java.time.LocalDate;
import java.util.Set;
import reactor.core.publisher.Mono;

/**
 * Sums up anew days of the connection; what is right is not written. Answers how many days were
 * not.
 */
final class RefreshDailyRollup {

  private static final SqlStatement SQL = SqlStatement.of(RefreshDailyRollup.class);

  private RefreshDailyRollup() {}

  static Mono<Long> run(Connection connection, AdConnection ofWhom, Set<LocalDate> days) {
    return SQL.rows(
            connection,
            statement ->
                statement
                    .bind("$1", ofWhom.id())
                    .bind("$2", ofWhom.tenantId().value())
                    .bind("$3", ofWhom.platform())
                    .bind("$4", LoadedDays.of(days).texts()),
            row -> Columns.count(row, "days_changed"))
        .single();
  }
}
