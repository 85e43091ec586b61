package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.query.ReconciliationReader.Filter;
import com.campaignsync.domain.query.ReconciliationReader.Place;
import com.campaignsync.domain.query.ReconciliationReader.Proof;
import com.campaignsync.domain.store.Reconciliation.Verdict;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The last proof of each day. */
final class SelectLastProofs {

  private static final SqlStatement SQL = SqlStatement.of(SelectLastProofs.class);

  private SelectLastProofs() {}

  static Mono<List<Proof>> run(
      Connection connection, TenantId tenantId, Filter filter, @Nullable Place after, int limit) {
    return SQL.rows(
            connection,
            statement -> {
              bind(statement, tenantId, filter);
              bind(statement, after);
              statement.bind("$10", limit);
            },
            SelectLastProofs::read)
        .collectList();
  }

  private static void bind(Statement statement, TenantId tenantId, Filter filter) {
    Entity entity = filter.entity();
    Verdict verdict = filter.verdict();
    statement
        .bind("$1", tenantId.value())
        .bind("$3", filter.days().firstDay())
        .bind("$4", filter.days().endDay());
    SqlStatement.bindNullable(statement, "$2", filter.connectionId(), UUID.class);
    SqlStatement.bindNullable(
        statement, "$5", entity == null ? null : entity.wireName(), String.class);
    SqlStatement.bindNullable(
        statement, "$6", verdict == null ? null : verdict.wireName(), String.class);
  }

  private static void bind(Statement statement, @Nullable Place after) {
    SqlStatement.bindNullable(statement, "$7", after == null ? null : after.day(), LocalDate.class);
    SqlStatement.bindNullable(
        statement, "$8", after == null ? null : after.connectionId(), UUID.class);
    SqlStatement.bindNullable(
        statement, "$9", after == null ? null : after.entity().wireName(), String.class);
  }

  private static Proof read(Readable row) {
    return new Proof(
        new Place(
            Objects.requireNonNull(row.get("date", LocalDate.class)),
            Objects.requireNonNull(row.get("connection_id", UUID.class)),
            Entity.ofWireName(Objects.requireNonNull(row.get("entity", String.class)))),
        ColumnReader.columns(row));
  }
}
