package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.LoadContext;
import io.r2dbc.spi.Connection;
import java.time.LocalDate;
import java.util.Set;
import reactor.core.publisher.Mono;

/** Sums up anew the changed days of the connection. */
final class RefreshDailyRollup {

  private static final SqlStatement SQL = SqlStatement.of(RefreshDailyRollup.class);

  private RefreshDailyRollup() {}

  static Mono<Long> run(Connection connection, LoadContext load, Set<LocalDate> days) {
    return SQL.update(
        connection,
        statement ->
            statement
                .bind("$1", load.connection().id())
                .bind("$2", load.connection().tenantId().value())
                .bind("$3", load.connection().platform())
                .bind("$4", LoadedDays.of(days).texts()));
  }
}
