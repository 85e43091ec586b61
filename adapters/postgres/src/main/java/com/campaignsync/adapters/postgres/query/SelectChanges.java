package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.query.ChangeReader.Change;
import com.campaignsync.domain.query.ChangeReader.ChangePlace;
import com.campaignsync.domain.query.ChangeReader.Filter;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Changes of stored rows, the newest first. */
final class SelectChanges {

  private static final SqlStatement SQL = SqlStatement.of(SelectChanges.class);

  private SelectChanges() {}

  static Mono<List<Change>> run(
      Connection connection,
      TenantId tenantId,
      Filter filter,
      Optional<ChangePlace> after,
      int limit) {
    return SQL.rows(
            connection,
            statement -> {
              statement.bind("$1", tenantId.value()).bind("$12", limit);
              bind(statement, filter);
              optional(statement, "$10", after.map(ChangePlace::changedAt), Instant.class);
              optional(statement, "$11", after.map(ChangePlace::id), Long.class);
            },
            SelectChanges::read)
        .collectList();
  }

  private static void bind(Statement statement, Filter filter) {
    statement.bind("$2", filter.days().firstDay()).bind("$3", filter.days().endDay());
    optional(statement, "$4", filter.since(), Instant.class);
    optional(statement, "$5", filter.before(), Instant.class);
    Optional<UUID[]> campaigns =
        Optional.of(filter.campaigns().toArray(UUID[]::new)).filter(ids -> ids.length > 0);
    optional(statement, "$6", campaigns, UUID[].class);
    optional(statement, "$7", filter.platform(), String.class);
    optional(statement, "$8", filter.entity().map(Entity::wireName), String.class);
    optional(
        statement,
        "$9",
        filter.kind().map(kind -> kind.name().toLowerCase(Locale.ROOT)),
        String.class);
  }

  private static void optional(Statement statement, String name, Optional<?> value, Class<?> type) {
    SqlStatement.bindNullable(statement, name, value.orElse(null), type);
  }

  private static Change read(Readable row) {
    return new Change(
        new ChangePlace(
            Objects.requireNonNull(row.get("changed_at", Instant.class)),
            Objects.requireNonNull(row.get("id", Long.class))),
        ColumnReader.columns(row));
  }
}
