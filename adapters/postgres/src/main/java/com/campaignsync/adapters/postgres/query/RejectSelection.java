package com.campaignsync.adapters.postgres.query;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.store.RejectFilter;
import io.r2dbc.spi.Statement;
import java.time.LocalDate;
import java.util.UUID;

/** Binds a filter of rejects: {@code $1} to {@code $6} of each statement about them. */
final class RejectSelection {

  private RejectSelection() {}

  static void bind(Statement statement, RejectFilter filter) {
    DayWindow days = filter.days();
    statement.bind("$1", filter.tenantId().value()).bind("$6", filter.openOnly());
    SqlStatement.bindNullable(statement, "$2", filter.connectionId(), UUID.class);
    SqlStatement.bindNullable(
        statement, "$3", days == null ? null : days.firstDay(), LocalDate.class);
    SqlStatement.bindNullable(
        statement, "$4", days == null ? null : days.endDay(), LocalDate.class);
    SqlStatement.bindNullable(
        statement, "$5", filter.reason() == null ? null : filter.reason().name(), String.class);
  }
}
