package com.campaignsync.adapters.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.store.StoreException;
import io.r2dbc.pool.ConnectionPool;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;

class PoolRestartTest {

  private static final SqlStatement ONE = new SqlStatement("SELECT 1 AS n, pg_sleep(0.05)");
  private static final Duration SERVES_AGAIN_WITHIN = Duration.ofSeconds(5);

  @TempDir Path directory;

  private EmbeddedPostgres start(int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setPort(port)
        .setDataDirectory(directory.resolve("data"))
        .setCleanDataDirectory(false)
        .start();
  }

  private static long queries(Database database, int count) {
    return Flux.range(0, count)
        .flatMap(
            i ->
                database.inTransaction(
                    c -> ONE.rows(c, s -> {}, row -> row.get("n", Integer.class)).single()))
        .count()
        .blockOptional(Duration.ofSeconds(30))
        .orElseThrow();
  }

  @Test
  void pool_servesAgainSoonAfterARestart() throws IOException {
    EmbeddedPostgres first = start(0);
    int port = first.getPort();
    DatabaseUrl url =
        DatabaseUrl.parse("postgresql://postgres@localhost:%d/postgres".formatted(port));
    ConnectionPool pool = ConnectionPools.create(url, 4, Duration.ofSeconds(30));
    Database database = new Database(pool);
    assertEquals(16, queries(database, 16));
    first.close();
    StoreException down = assertThrows(StoreException.class, () -> queries(database, 1));
    assertEquals(StoreException.Code.STORE_UNREACHABLE, down.code());
    EmbeddedPostgres second = start(port);
    Instant up = Instant.now();
    assertEquals(16, queries(database, 16));
    assertTrue(Duration.between(up, Instant.now()).compareTo(SERVES_AGAIN_WITHIN) < 0);
    assertEquals(0, pool.getMetrics().orElseThrow().acquiredSize());
    pool.close();
    second.close();
  }
}
