package com.campaignsync.adapters.postgres.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.adapters.postgres.BoundedAcquire;
import com.campaignsync.adapters.postgres.Database;
import com.campaignsync.adapters.postgres.TestPostgres;
import com.campaignsync.domain.store.StoreException;
import com.campaignsync.domain.store.StoreException.Code;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class BoundedAcquireTest {

  private static final Duration ACQUIRE_MAX = Duration.ofMillis(200);

  private final ConnectionPool pool = TestPostgres.shared().apis(1);
  private final Database database = new Database(new BoundedAcquire(pool, ACQUIRE_MAX));
  private final Mono<Integer> work = database.inTransaction(connection -> Mono.just(1));

  @Test
  void exhaustedPool_isToldSoonAndServesAgain() {
    Connection held = Store.get(pool.create());
    for (int i = 0; i < 3; i++) {
      StoreException refused = assertThrows(StoreException.class, () -> Store.get(work));
      assertEquals(Code.STORE_UNREACHABLE, refused.code());
    }
    Store.find(Mono.from(held.close()));
    assertEquals(1, Store.get(work));
    pool.dispose();
  }

  /** They share timers, and none pays for that with a shorter wait than was promised. */
  @Test
  void whoeverWaits_waitsAsLongAsAnybody() {
    Connection held = Store.get(pool.create());
    Mono<Long> waited =
        Mono.defer(
            () -> {
              long began = System.nanoTime();
              return work.onErrorReturn(0)
                  .map(refused -> (System.nanoTime() - began) / 1_000_000 - ACQUIRE_MAX.toMillis());
            });
    long least =
        Flux.interval(Duration.ofMillis(15))
            .take(20)
            .flatMap(tick -> waited)
            .reduce(Math::min)
            .blockOptional(Duration.ofSeconds(30))
            .orElseThrow();
    assertTrue(least >= 0, least + " ms");
    assertEquals(0, pool.getMetrics().orElseThrow().pendingAcquireSize());
    Store.find(Mono.from(held.close()));
    pool.dispose();
  }
}
