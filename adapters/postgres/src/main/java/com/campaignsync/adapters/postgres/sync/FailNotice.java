package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.NoticeStore;
import io.r2dbc.spi.Connection;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Lets a notice come again later, or gives it up. */
final class FailNotice {

  private static final SqlStatement SQL = SqlStatement.of(FailNotice.class);

  private FailNotice() {}

  /** Whether it comes again. */
  static Mono<Boolean> run(Connection connection, UUID jobId, String reason) {
    return SQL.rows(
            connection,
            statement ->
                statement.bind("$1", jobId).bind("$2", reason).bind("$3", NoticeStore.ATTEMPTS_MAX),
            row -> Columns.required(row, "notice_due", Boolean.class))
        .next()
        .defaultIfEmpty(false);
  }
}
