package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.store.RejectStore;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Days of a connection that have open rejects. */
final class SelectReplayDays {

  private static final SqlStatement SQL = SqlStatement.of(SelectReplayDays.class);

  private SelectReplayDays() {}

  static Mono<List<LocalDate>> run(
      Connection connection, TenantId tenantId, UUID connectionId, Entity entity) {
    return SQL.rows(
            connection,
            statement ->
                statement
                    .bind("$1", tenantId.value())
                    .bind("$2", connectionId)
                    .bind("$3", entity.wireName())
                    .bind("$4", RejectStore.REPLAY_DAYS_MAX),
            row -> Objects.requireNonNull(row.get("metric_date", LocalDate.class)))
        .collectList();
  }
}
