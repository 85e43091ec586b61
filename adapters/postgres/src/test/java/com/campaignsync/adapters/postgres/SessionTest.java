package com.campaignsync.adapters.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No session of ours can hold locks for ever, whether its worker stands still or is gone. */
class SessionTest {

  @ParameterizedTest
  @CsvSource({
    "lock_timeout, 20s",
    "idle_in_transaction_session_timeout, 1min",
    "tcp_keepalives_idle, 30",
    "tcp_keepalives_interval, 10",
    "tcp_keepalives_count, 3",
    "TimeZone, UTC"
  })
  void everySession_hasItsLimits(String setting, String value) {
    ConnectionPool pool = TestPostgres.shared().workers(1);
    SqlStatement show = new SqlStatement("SELECT current_setting('" + setting + "') AS value");
    String shown =
        new Database(pool)
            .inTransaction(
                connection ->
                    show.rows(connection, s -> {}, row -> row.get("value", String.class)).single())
            .block(Duration.ofSeconds(20));
    pool.close();
    assertEquals(value, shown);
  }
}
