package com.campaignsync.adapters.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignsync.domain.store.StoreException;
import com.campaignsync.domain.store.StoreException.Code;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

class PostgresErrorsTest {

  @ParameterizedTest
  @CsvSource({
    "08006, STORE_UNREACHABLE",
    "08001, STORE_UNREACHABLE",
    "57P01, STORE_UNREACHABLE",
    "57P03, STORE_UNREACHABLE",
    "53300, STORE_UNREACHABLE",
    "25P03, STORE_UNREACHABLE",
    "53100, STORE_BUSY",
    "53200, STORE_BUSY",
    "40001, STORE_BUSY",
    "40P01, STORE_BUSY",
    "55P03, STORE_BUSY",
    "57014, STORE_TOO_SLOW",
    "23505, STORE_REFUSED",
    "42501, STORE_REFUSED",
    "28P01, STORE_REFUSED"
  })
  void codeOfState_isThatOfItsClass(String state, Code code) {
    assertEquals(code, PostgresErrors.codeOfState(state));
  }

  @Test
  void map_leavesOtherErrorsAlone() {
    RuntimeException other = new IllegalStateException();
    assertSame(other, PostgresErrors.map(other));
  }

  @Test
  void refusedConnection_isUnreachableAndNamesNoPassword() {
    DatabaseUrl nobody = DatabaseUrl.parse("postgresql://u:geheim@localhost:1/db");
    ConnectionPool pool = ConnectionPools.create(nobody, 1, Duration.ofSeconds(5));
    StoreException error =
        assertThrows(
            StoreException.class,
            () ->
                new Database(pool)
                    .inTransaction(connection -> Mono.just(1))
                    .block(Duration.ofSeconds(20)));
    assertEquals(Code.STORE_UNREACHABLE, error.code());
    assertFalse(error.getMessage().contains("geheim"));
    pool.close();
  }
}
