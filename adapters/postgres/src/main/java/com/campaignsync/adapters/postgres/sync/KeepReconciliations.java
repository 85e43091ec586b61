package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.domain.metric.DayDigest;
import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.store.Lease;
import com.campaignsync.domain.store.Reconciliation;
import io.r2dbc.spi.Connection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Keeps what a job found of days. */
final class KeepReconciliations {

  private static final SqlStatement SQL = SqlStatement.of(KeepReconciliations.class);

  private KeepReconciliations() {}

  static Mono<Long> run(
      Connection connection, Lease lease, UUID jobId, Entity entity, List<Reconciliation> found) {
    List<Map<String, @Nullable Object>> rows =
        found.stream().map(KeepReconciliations::row).toList();
    return SQL.update(
        connection,
        statement ->
            statement
                .bind("$1", lease.connectionId())
                .bind("$2", jobId)
                .bind("$3", entity.wireName())
                .bind("$4", NotesJson.write(Map.of("verdicts", rows))));
  }

  private static Map<String, @Nullable Object> row(Reconciliation found) {
    Map<String, @Nullable Object> row = new HashMap<>();
    row.put("day", found.day());
    row.put("verdict", found.verdict().wireName());
    put(row, "source_", found.source());
    put(row, "store_", found.store());
    return row;
  }

  private static void put(Map<String, @Nullable Object> row, String side, DayDigest digest) {
    row.put(side + "rows", digest.keys());
    row.put(side + "impressions", digest.impressions());
    row.put(side + "clicks", digest.clicks());
    row.put(side + "spend", digest.spend());
    row.put(side + "conversions", digest.conversions());
    row.put(side + "revenue", digest.revenue());
    row.put(side + "checksum", digest.checksum());
  }
}
