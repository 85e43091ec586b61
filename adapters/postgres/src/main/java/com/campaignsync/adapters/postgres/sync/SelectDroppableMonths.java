package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import io.r2dbc.spi.Connection;
import java.time.LocalDate;
import java.time.YearMonth;
import reactor.core.publisher.Flux;

/** Months all of whose days may go. */
final class SelectDroppableMonths {

  private static final SqlStatement SQL = SqlStatement.of(SelectDroppableMonths.class);

  private SelectDroppableMonths() {}

  /** The oldest first. */
  static Flux<YearMonth> run(Connection connection, LocalDate firstKeptDay) {
    return SQL.rows(
        connection,
        statement -> statement.bind("$1", firstKeptDay),
        row -> YearMonth.from(Columns.required(row, "first_day", LocalDate.class)));
  }
}
