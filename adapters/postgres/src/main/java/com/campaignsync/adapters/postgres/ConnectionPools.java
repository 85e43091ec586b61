package com.campaignsync.adapters.postgres;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.postgresql.client.SSLMode;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ValidationDepth;
import java.time.Duration;
import java.util.Map;

/**
 * Pools that survive a restart of the database: a connection that was idle is checked by a round
 * trip before it is handed out. Each of these waits is bounded; {@link BoundedAcquire} bounds what
 * a caller waits for them together.
 */
public final class ConnectionPools {

  /** Within the 5 s in which a pool must serve again, a second try fits. */
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

  /**
   * How long a caller may find out, one after the other, that every idle connection is dead: within
   * the 5 s a new one is to be opened too. A server that went without a word answers nothing.
   */
  private static final Duration VALIDATIONS_MAX = Duration.ofSeconds(3);

  /** A round trip takes a millisecond; below this a busy server would look like a dead one. */
  private static final Duration VALIDATION_TIME_MIN = Duration.ofMillis(150);

  /** One that takes a second means that nobody is there. */
  private static final Duration VALIDATION_TIME_MAX = Duration.ofSeconds(1);

  /** Below the ten minutes after which Google Cloud drops idle TCP connections. */
  private static final Duration IDLE_TIME_MAX = Duration.ofMinutes(5);

  /** Rotated passwords and moved servers are noticed within half an hour. */
  private static final Duration LIFE_TIME_MAX = Duration.ofMinutes(30);

  /** Row locks here are held for seconds; who waits longer had better be told. */
  private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(20);

  /**
   * A worker that stands still in a transaction holds a lease's row. It gets no longer than a lease
   * lives; between two statements of ours lie milliseconds.
   */
  private static final Duration IDLE_IN_TRANSACTION_MAX = Duration.ofSeconds(60);

  /**
   * What holds for each session. A client whose machine is gone is noticed within a minute, so that
   * its locks go with it; by itself the system takes two hours.
   */
  private static final Map<String, String> SESSION =
      Map.of(
          // Days and instants must not depend on the server's zone; notices are noise.
          "TimeZone",
          "UTC",
          "client_min_messages",
          "warning",
          "idle_in_transaction_session_timeout",
          String.valueOf(IDLE_IN_TRANSACTION_MAX.toMillis()),
          "tcp_keepalives_idle",
          "30",
          "tcp_keepalives_interval",
          "10",
          "tcp_keepalives_count",
          "3",
          // A statement whose caller was cut off ends with his line, not by its own time.
          "client_connection_check_interval",
          "2000");

  /**
   * Statements that a connection keeps prepared, the least used going first: all of ours and the
   * usual questions of the API, whose texts are as many as their combinations.
   */
  private static final int STATEMENTS_PREPARED_MAX = 256;

  private ConnectionPools() {}

  /**
   * @param url where and as whom
   * @param size most connections, {@code DATABASE_POOL_SIZE}
   * @param statementTimeout after which the server ends a statement by itself
   */
  public static ConnectionPool create(DatabaseUrl url, int size, Duration statementTimeout) {
    IdleCheck idle = new IdleCheck(validationTime(size), System::nanoTime);
    return new ConnectionPool(
        ConnectionPoolConfiguration.builder(factory(url, statementTimeout))
            .name("campaign-sync")
            .initialSize(0)
            .minIdle(0)
            .maxSize(size)
            // Each idle connection may be dead after a restart; one more try opens a new one.
            .acquireRetry(size + 1)
            .validationDepth(ValidationDepth.LOCAL)
            .postAllocate(idle::handedOut)
            .preRelease(idle::released)
            // No time of its own for the validation: the check bounds itself where it asks at all.
            .maxCreateConnectionTime(CONNECT_TIMEOUT.multipliedBy(2))
            .maxIdleTime(IDLE_TIME_MAX)
            .maxLifeTime(LIFE_TIME_MAX)
            .build());
  }

  private static Duration validationTime(int size) {
    Duration share = VALIDATIONS_MAX.dividedBy(size);
    if (share.compareTo(VALIDATION_TIME_MIN) < 0) {
      return VALIDATION_TIME_MIN;
    }
    return share.compareTo(VALIDATION_TIME_MAX) > 0 ? VALIDATION_TIME_MAX : share;
  }

  private static ConnectionFactory factory(DatabaseUrl url, Duration statementTimeout) {
    PostgresqlConnectionConfiguration.Builder builder =
        PostgresqlConnectionConfiguration.builder()
            .host(url.host())
            .port(url.port())
            .database(url.database())
            .username(url.user())
            .password(url.password())
            .applicationName("campaign-sync")
            .connectTimeout(CONNECT_TIMEOUT)
            .tcpKeepAlive(true)
            // They read types that we have none of, and ask each new connection for their numbers.
            .autodetectExtensions(false)
            .lockWaitTimeout(LOCK_TIMEOUT)
            .statementTimeout(statementTimeout)
            .preparedStatementCacheQueries(STATEMENTS_PREPARED_MAX)
            .options(SESSION);
    String sslMode = url.options().get("sslmode");
    return new PostgresqlConnectionFactory(
        sslMode == null ? builder.build() : builder.sslMode(SSLMode.fromValue(sslMode)).build());
  }
}
