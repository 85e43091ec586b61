package com.campaignsync.adapters.postgres.api;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.request.Caller;
import com.campaignsync.domain.request.Limit;
import com.campaignsync.domain.request.PermitStore.Grant;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import java.util.Objects;
import reactor.core.publisher.Mono;

/** Takes permits out of the current window, as many as are left up to those wanted. */
final class DrawPermits {

  private static final SqlStatement SQL = SqlStatement.of(DrawPermits.class);

  private DrawPermits() {}

  static Mono<Grant> run(Connection connection, Caller caller, Limit limit, int wanted) {
    return SQL.rows(
            connection,
            statement ->
                statement
                    .bind("$1", caller.scope().value())
                    .bind("$2", caller.subject())
                    .bind("$3", limit.name())
                    .bind("$4", limit.permits())
                    .bind("$5", (int) limit.window().toSeconds())
                    .bind("$6", wanted),
            DrawPermits::grant)
        .single();
  }

  private static Grant grant(Readable row) {
    return new Grant(
        Objects.requireNonNull(row.get("granted", Integer.class)),
        Objects.requireNonNull(row.get("used", Integer.class)),
        Seconds.read(row, "left_seconds"));
  }
}
