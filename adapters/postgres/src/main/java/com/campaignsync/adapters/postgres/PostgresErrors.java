package com.campaignsync.adapters.postgres;

import com.campaignsync.domain.store.StoreException;
import com.campaignsync.domain.store.StoreException.Code;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTimeoutException;
import io.r2dbc.spi.R2dbcTransientResourceException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The one place that reads the driver's errors. */
public final class PostgresErrors {

  private PostgresErrors() {}

  /** A {@link StoreException} for an error of the driver, the pool or the network; else itself. */
  public static Throwable map(Throwable error) {
    Throwable said = unwrapped(error);
    Code code = codeOf(said);
    return code == null ? error : new StoreException(code, message(code, said), error);
  }

  /** Reactor wraps what a commit fails with: a line that breaks just then is nobody's bug. */
  private static Throwable unwrapped(Throwable error) {
    Throwable cause = error.getCause();
    return error.getClass() == RuntimeException.class && cause != null ? cause : error;
  }

  private static @Nullable Code codeOf(Throwable error) {
    if (error instanceof R2dbcException driverError) {
      String state = driverError.getSqlState();
      return state == null || state.isEmpty() ? codeWithoutState(driverError) : codeOfState(state);
    }
    boolean network = error instanceof IOException || error instanceof TimeoutException;
    return network ? Code.STORE_UNREACHABLE : null;
  }

  /** The driver's own errors: connection refused, closed under way, none free in the pool. */
  private static Code codeWithoutState(R2dbcException error) {
    boolean resource =
        error instanceof R2dbcNonTransientResourceException
            || error instanceof R2dbcTransientResourceException
            || error instanceof R2dbcTimeoutException;
    return resource ? Code.STORE_UNREACHABLE : Code.STORE_REFUSED;
  }

  /** By SQLSTATE, from the appendix "PostgreSQL Error Codes" of its manual. */
  static Code codeOfState(String state) {
    return switch (state) {
      // too_many_connections: as good as down for whoever has none
      case "53300" -> Code.STORE_UNREACHABLE;
      // admin_shutdown, crash_shutdown, cannot_connect_now, idle_session_timeout
      case "57P01", "57P02", "57P03", "57P05" -> Code.STORE_UNREACHABLE;
      // idle_in_transaction_session_timeout, transaction_timeout: the server closed the connection
      case "25P03", "25P04" -> Code.STORE_UNREACHABLE;
      // disk_full, out_of_memory: somebody makes room, and meanwhile nothing was stored
      case "53100", "53200" -> Code.STORE_BUSY;
      // serialization_failure, deadlock_detected: the same transaction may pass next time
      case "40001", "40P01" -> Code.STORE_BUSY;
      // lock_not_available (lock_timeout)
      case "55P03" -> Code.STORE_BUSY;
      // query_canceled (statement_timeout): the server is well, and says so
      case "57014" -> Code.STORE_TOO_SLOW;
      // class 08, connection exceptions; every other state is the statement's own fault
      default -> state.startsWith("08") ? Code.STORE_UNREACHABLE : Code.STORE_REFUSED;
    };
  }

  private static String message(Code code, Throwable error) {
    String state = error instanceof R2dbcException driverError ? driverError.getSqlState() : null;
    String what =
        switch (code) {
          case STORE_UNREACHABLE ->
              "Postgres cannot be reached; check that it runs, DATABASE_URL and DATABASE_POOL_SIZE";
          case STORE_BUSY -> "Postgres gave up for now; the same call may pass later";
          case STORE_TOO_SLOW ->
              "Postgres ended a statement for its time; it may pass later, or with less to do";
          case STORE_REFUSED, FENCED -> "Postgres refused a statement; trying again will not help";
        };
    return what + (state == null ? "" : " [" + state + "]") + ": " + error.getMessage();
  }
}
