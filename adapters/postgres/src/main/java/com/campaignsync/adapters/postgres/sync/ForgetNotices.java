package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import io.r2dbc.spi.Connection;
import java.time.Instant;
import reactor.core.publisher.Mono;

/** Gives up telling of jobs that ended too long ago. */
final class ForgetNotices {

  private static final SqlStatement SQL = SqlStatement.of(ForgetNotices.class);

  private ForgetNotices() {}

  static Mono<Long> run(Connection connection, Instant endedBefore, int limit) {
    return SQL.update(connection, statement -> statement.bind("$1", endedBefore).bind("$2", limit));
  }
}
