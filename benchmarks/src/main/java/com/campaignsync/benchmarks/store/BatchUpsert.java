package com.campaignsync.benchmarks.store;

import com.campaignsync.domain.metric.Measures;
import com.campaignsync.domain.metric.MetricRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Iterator;
import java.util.Map;
import java.util.UUID;

/**
 * What one would write first: pgjdbc batches of {@code INSERT … ON CONFLICT DO UPDATE}, 1,000 rows
 * a batch, rewritten by the driver to statements of many rows, one commit at the end. The
 * campaigns' ids are in a map before it starts.
 */
final class BatchUpsert implements Contender {

  private static final int BATCH_ROWS = 1000;

  private final Store store;
  private Map<String, UUID> campaigns = Map.of();

  BatchUpsert(Store store) {
    this.store = store;
  }

  @Override
  public String name() {
    return "batch upsert";
  }

  @Override
  public void prepare(Shape shape, Phase phase) throws SQLException {
    campaigns = Campaigns.ensure(store, shape);
  }

  @Override
  public void load(Shape shape, Phase phase) throws SQLException {
    try (Connection jdbc = store.jdbc("&reWriteBatchedInserts=true")) {
      jdbc.setAutoCommit(false);
      try (PreparedStatement upsert = jdbc.prepareStatement(UPSERT)) {
        Iterator<MetricRow> rows = shape.rows(0, shape.days(), phase).iterator();
        for (int row = 1; rows.hasNext(); row++) {
          bind(upsert, rows.next());
          upsert.addBatch();
          if (row % BATCH_ROWS == 0 || !rows.hasNext()) {
            upsert.executeBatch();
          }
        }
      }
      jdbc.commit();
    }
  }

  private void bind(PreparedStatement upsert, MetricRow row) throws SQLException {
    Measures measures = row.measures();
    upsert.setObject(1, campaigns.get(row.campaignId()));
    upsert.setObject(2, row.day());
    upsert.setInt(3, row.hour());
    upsert.setString(4, row.currency());
    upsert.setObject(5, measures.impressions(), Types.BIGINT);
    upsert.setObject(6, measures.clicks(), Types.BIGINT);
    upsert.setBigDecimal(7, measures.spend());
    upsert.setBigDecimal(8, measures.conversions());
    upsert.setBigDecimal(9, measures.revenue());
    upsert.setBigDecimal(10, measures.leads());
    upsert.setBigDecimal(11, measures.installs());
    upsert.setBigDecimal(12, measures.purchases());
    upsert.setBigDecimal(13, measures.visitors());
    upsert.setBigDecimal(14, measures.profit());
  }

  private static final String UPSERT =
      """
      INSERT INTO campaign_metrics (tenant_id, connection_id, platform, bigquery_sync_id,
        first_synced_at, synced_from_bigquery_at, campaign_space_id, metric_date, metric_hour, currency,
        impressions, clicks, spend, conversions, revenue, leads, installs, purchases, visitors, profit)
      VALUES ('%s', '%s', '%s', '%s', now(), now(), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (campaign_space_id, metric_date, metric_hour) DO UPDATE SET
        impressions = excluded.impressions, clicks = excluded.clicks, spend = excluded.spend,
        conversions = excluded.conversions, revenue = excluded.revenue, leads = excluded.leads,
        installs = excluded.installs, purchases = excluded.purchases, visitors = excluded.visitors,
        profit = excluded.profit, synced_from_bigquery_at = excluded.synced_from_bigquery_at
      """
          .formatted(Store.TENANT, Store.CONNECTION, Store.PLATFORM, Store.JOB);
}
