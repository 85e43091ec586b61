package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.Database;
import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.JobNotice;
import com.campaignsync.domain.store.NoticeStore;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Notices of ended jobs, kept on the jobs in Postgres. */
public final class PostgresNoticeStore implements NoticeStore {

  private static final SqlStatement SENT =
      new SqlStatement(
          """
          UPDATE sync_jobs
          SET notice_due = false, notified_at = clock_timestamp(), next_notice_at = NULL
          WHERE id = $1 AND notified_at IS NULL
          """);

  private final Database database;

  public PostgresNoticeStore(Database database) {
    this.database = database;
  }

  @Override
  public Flux<JobNotice> claim(Instant since, int limit, Duration visibleAgainAfter) {
    return database
        .inTransaction(
            connection ->
                ClaimNotices.run(connection, since, limit, visibleAgainAfter).collectList())
        .flatMapIterable(notices -> notices);
  }

  @Override
  public Mono<Long> forget(Instant endedBefore, int limit) {
    return database.inTransaction(connection -> ForgetNotices.run(connection, endedBefore, limit));
  }

  @Override
  public Mono<Void> sent(UUID jobId) {
    return database
        .inTransaction(
            connection -> SENT.update(connection, statement -> statement.bind("$1", jobId)))
        .then();
  }

  @Override
  public Mono<Boolean> failed(UUID jobId, String reason) {
    return database.inTransaction(connection -> FailNotice.run(connection, jobId, reason));
  }
}
