package com.campaignsync.adapters.postgres.api;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.adapters.postgres.query.ApiTransactions;
import com.campaignsync.domain.request.Caller;
import com.campaignsync.domain.request.IdempotencyKeys;
import com.campaignsync.domain.request.KeptReply;
import io.r2dbc.spi.Statement;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** Keys in Postgres: a row each, claimed by one statement. */
public final class PostgresIdempotencyKeys implements IdempotencyKeys {

  private static final SqlStatement KEEP =
      SqlStatement.of(PostgresIdempotencyKeys.class, "keep_reply.sql");

  private static final SqlStatement RELEASE =
      SqlStatement.of(PostgresIdempotencyKeys.class, "release_key.sql");

  private static final SqlStatement FORGET =
      SqlStatement.of(PostgresIdempotencyKeys.class, "forget_key.sql");

  private final ApiTransactions transactions;

  /** Keeps keys through these transactions. */
  public PostgresIdempotencyKeys(ApiTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Mono<Claim> claim(Caller caller, String key, String fingerprint, Duration lease) {
    return transactions
        .of(caller.scope())
        .inTransaction(
            connection ->
                ClaimKey.run(connection, caller, key, fingerprint, lease)
                    .cast(Claim.class)
                    .switchIfEmpty(
                        Mono.defer(() -> SelectKey.run(connection, caller, key, fingerprint))));
  }

  @Override
  public Mono<Boolean> keep(Claimed claim, KeptReply reply) {
    return transactions
        .of(claim.caller().scope())
        .inTransaction(
            connection ->
                KEEP.update(
                    connection,
                    statement ->
                        claimed(statement, claim)
                            .bind("$5", reply.status())
                            .bind("$6", reply.mediaType())
                            .bind("$7", reply.body())
                            .bind("$8", Seconds.of(KEPT))))
        .map(rows -> rows == 1);
  }

  @Override
  public Mono<Void> release(Claimed claim) {
    return transactions
        .of(claim.caller().scope())
        .inTransaction(
            connection -> RELEASE.update(connection, statement -> claimed(statement, claim)))
        .then();
  }

  @Override
  public Mono<Void> forget(Claimed claim) {
    return transactions
        .of(claim.caller().scope())
        .inTransaction(
            connection -> FORGET.update(connection, statement -> claimed(statement, claim)))
        .then();
  }

  private static Statement claimed(Statement statement, Claimed claim) {
    return statement
        .bind("$1", claim.caller().scope().value())
        .bind("$2", claim.caller().subject())
        .bind("$3", claim.key())
        .bind("$4", claim.holder());
  }
}
