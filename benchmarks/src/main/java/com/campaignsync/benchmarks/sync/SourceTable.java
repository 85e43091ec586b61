package com.campaignsync.benchmarks.sync;

import com.campaignsync.benchmarks.source.DailyMetricsTable;
import com.campaignsync.local.bigquery.LocalBigQuery;
import com.campaignsync.local.bigquery.schema.TableRef;
import com.google.cloud.bigquery.BigQuery;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One tenant's campaigns by day. */
final class SourceTable {

  static final String PROJECT = "bench";
  static final String DATASET = "ads";
  static final int CAMPAIGNS = 10_000;

  private static final int CHANGED_ONE_IN = 20;
  private static final int CLICKS = 90;

  private final DailyMetricsTable table;

  SourceTable(BigQuery client) {
    table = new DailyMetricsTable(client, new TableRef(PROJECT, DATASET, "campaign_metrics"));
  }

  void fill(LocalBigQuery server, LocalDate firstDay, LocalDate endDay) throws SQLException {
    table.create(server, firstDay.datesUntil(endDay).flatMap(SourceTable::rows));
  }

  private static Stream<List<Object>> rows(LocalDate day) {
    return IntStream.range(0, CAMPAIGNS)
        .mapToObj(
            campaign ->
                DailyMetricsTable.row(
                    "bench", String.valueOf(campaign), day, campaign, campaign % CLICKS));
  }

  /** Restates every twentieth row of every day. */
  void restate() throws InterruptedException {
    table.restate("MOD(CAST(campaign_id AS INT64), %d) = 0".formatted(CHANGED_ONE_IN));
  }
}
