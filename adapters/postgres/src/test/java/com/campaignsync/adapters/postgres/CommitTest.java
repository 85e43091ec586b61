package com.campaignsync.adapters.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignsync.domain.store.StoreException;
import com.campaignsync.domain.store.StoreException.Code;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What goes wrong at the commit is told as what goes wrong before it. */
class CommitTest {

  @Test
  void failingCommit_isAnErrorOfTheStore() {
    StoreException refused =
        assertThrows(
            StoreException.class,
            () ->
                commit(
                    "CREATE TEMP TABLE twice (a int UNIQUE DEFERRABLE INITIALLY DEFERRED)",
                    "INSERT INTO twice VALUES (1), (1)"));
    assertEquals(Code.STORE_REFUSED, refused.code());
  }

  @Test
  void connectionLostAtTheCommit_isUnreachable() {
    StoreException lost =
        assertThrows(
            StoreException.class,
            () ->
                commit(
                    "CREATE TEMP TABLE last (a int)",
                    "CREATE FUNCTION pg_temp.die() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN"
                        + " PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END'",
                    "CREATE CONSTRAINT TRIGGER die AFTER INSERT ON last DEFERRABLE INITIALLY"
                        + " DEFERRED FOR EACH ROW EXECUTE FUNCTION pg_temp.die()",
                    "INSERT INTO last VALUES (1)"));
    assertEquals(Code.STORE_UNREACHABLE, lost.code());
  }

  private static void commit(String... statements) {
    ConnectionPool pool = TestPostgres.shared().workers(1);
    try {
      new Database(pool)
          .inTransaction(connection -> run(connection, statements))
          .block(Duration.ofSeconds(20));
    } finally {
      pool.close();
    }
  }

  private static Mono<Long> run(Connection connection, String... statements) {
    return Flux.fromArray(statements)
        .concatMap(sql -> new SqlStatement(sql).update(connection, statement -> {}))
        .count();
  }
}
