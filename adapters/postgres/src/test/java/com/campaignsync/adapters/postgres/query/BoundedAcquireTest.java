package com.campaignsync.adapters.postgres.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignsync.adapters.postgres.Database;
import com.campaignsync.adapters.postgres.TestPostgres;
import com.campaignsync.domain.store.StoreException;
import com.campaignsync.domain.store.StoreException.Code;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class BoundedAcquireTest {

  @Test
  void exhaustedPool_isToldSoonAndServesAgain() {
    ConnectionPool pool = TestPostgres.shared().apis(1);
    Database database = new Database(new BoundedAcquire(pool, Duration.ofMillis(200)));
    Mono<Integer> work = database.inTransaction(connection -> Mono.just(1));
    Connection held = Store.get(pool.create());
    for (int i = 0; i < 3; i++) {
      StoreException refused = assertThrows(StoreException.class, () -> Store.get(work));
      assertEquals(Code.STORE_UNREACHABLE, refused.code());
    }
    Store.find(Mono.from(held.close()));
    assertEquals(1, Store.get(work));
    pool.dispose();
  }
}
