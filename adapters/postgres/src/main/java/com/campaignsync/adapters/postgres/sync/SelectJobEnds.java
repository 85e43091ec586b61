package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.store.JobEnd;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Flux;

/** How jobs ended. */
final class SelectJobEnds {

  private static final SqlStatement SQL = SqlStatement.of(SelectJobEnds.class);

  private SelectJobEnds() {}

  static Flux<JobEnd> run(Connection connection, Collection<UUID> jobIds) {
    return SQL.rows(
        connection,
        statement -> statement.bind("$1", jobIds.toArray(UUID[]::new)),
        SelectJobEnds::read);
  }

  private static JobEnd read(Readable row) {
    return new JobEnd(
        Columns.required(row, "id", UUID.class),
        row.get("connection_id", UUID.class),
        Columns.text(row, "tenant_id"),
        Columns.text(row, "entity"),
        Columns.text(row, "job_type"),
        Columns.text(row, "status"),
        row.get("error_code", String.class),
        row.get("error_message", String.class),
        List.of(Columns.required(row, "guarded_days", String[].class)),
        Columns.count(row, "records_processed"),
        Columns.count(row, "records_inserted"),
        Columns.count(row, "records_updated"),
        Columns.count(row, "records_deleted"),
        Columns.count(row, "records_failed"),
        Columns.count(row, "bytes_billed"),
        Columns.required(row, "cost_usd", BigDecimal.class),
        row.get("duration_seconds", BigDecimal.class));
  }
}
