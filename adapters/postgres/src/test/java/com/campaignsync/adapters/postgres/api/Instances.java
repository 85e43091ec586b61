package com.campaignsync.adapters.postgres.api;

import com.campaignsync.adapters.postgres.Database;
import com.campaignsync.adapters.postgres.TestPostgres;
import com.campaignsync.adapters.postgres.query.ApiTransactions;
import com.campaignsync.domain.request.Caller;
import com.campaignsync.domain.request.RequestScope;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Two instances of the API over one database: each has a pool of its own. */
final class Instances {

  private static final ConnectionPool ONE = TestPostgres.shared().apis(4);
  private static final ConnectionPool OTHER = TestPostgres.shared().apis(4);

  final TestPostgres postgres = TestPostgres.shared();
  final ApiTransactions one = new ApiTransactions(new Database(ONE));
  final ApiTransactions other = new ApiTransactions(new Database(OTHER));

  /** A caller nobody else is. */
  Caller caller() {
    return new Caller(new RequestScope("t-" + UUID.randomUUID()), "u1");
  }

  static <T> T get(Mono<T> mono) {
    return find(mono).orElseThrow();
  }

  static <T> Optional<T> find(Mono<T> mono) {
    return mono.blockOptional(Duration.ofSeconds(30));
  }
}
