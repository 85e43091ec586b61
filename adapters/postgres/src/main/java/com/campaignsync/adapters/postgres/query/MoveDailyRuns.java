package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.NextRun;
import com.campaignsync.domain.store.SyncFrequency;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import java.time.Instant;
import java.time.ZoneId;
import reactor.core.publisher.Mono;

/** Makes a tenant's daily connections due at the start of its day in another zone. */
final class MoveDailyRuns {

  private static final SqlStatement SQL = SqlStatement.of(MoveDailyRuns.class);

  private MoveDailyRuns() {}

  static Mono<Long> run(Connection connection, TenantId id, ZoneId zone, Instant now) {
    Instant next = NextRun.after(SyncFrequency.DAILY, now, zone);
    return SQL.update(
        connection,
        statement -> {
          statement.bind("$1", id.value()).bind("$2", now);
          SqlStatement.bindNullable(statement, "$3", next, Instant.class);
        });
  }
}
