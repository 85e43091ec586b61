package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.PurgeCutoffs;
import io.r2dbc.spi.Connection;
import java.time.Instant;
import reactor.core.publisher.Mono;

/** Deletes old records about requests, a bounded number of each kind. */
final class PurgeRequests {

  private static final SqlStatement KEYS =
      SqlStatement.of(PurgeRequests.class, "purge_idempotency_keys.sql");

  private static final SqlStatement LIMITS =
      SqlStatement.of(PurgeRequests.class, "purge_rate_limits.sql");

  private static final SqlStatement AUDIT =
      SqlStatement.of(PurgeRequests.class, "purge_audit_log.sql");

  private PurgeRequests() {}

  static Mono<Long> run(Connection connection, PurgeCutoffs cutoffs, int limit) {
    return purge(KEYS, connection, cutoffs.requests(), limit)
        .zipWhen(keys -> purge(LIMITS, connection, cutoffs.requests(), limit), Long::sum)
        .zipWhen(both -> purge(AUDIT, connection, cutoffs.audited(), limit), Long::sum);
  }

  private static Mono<Long> purge(
      SqlStatement sql, Connection connection, Instant before, int limit) {
    return sql.update(connection, statement -> statement.bind("$1", before).bind("$2", limit));
  }
}
