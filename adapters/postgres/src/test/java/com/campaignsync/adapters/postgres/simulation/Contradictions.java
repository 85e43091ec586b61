package com.campaignsync.adapters.postgres.simulation;

import java.util.Map;

/** Statements that find what must not be, when every job is over; one text a row. */
final class Contradictions {

  private static final String ROLLUP =
      """
      WITH sums AS (
        SELECT connection_id, tenant_id, platform, metric_date, currency, sum(impressions), sum(clicks),
          sum(spend), sum(conversions), sum(revenue), sum(leads), sum(installs), sum(purchases),
          sum(visitors), sum(profit)
        FROM campaign_metrics GROUP BY 1, 2, 3, 4, 5
      ), kept AS (
        SELECT connection_id, tenant_id, platform, metric_date, currency, impressions, clicks,
          spend, conversions, revenue, leads, installs, purchases, visitors, profit
        FROM metrics_daily
      )
      (SELECT 'only summed: ' || t FROM (SELECT * FROM sums EXCEPT SELECT * FROM kept) AS t)
      UNION ALL
      (SELECT 'only kept: ' || t FROM (SELECT * FROM kept EXCEPT SELECT * FROM sums) AS t)
      """;

  private static final String TOTALS =
      """
      SELECT c.campaign_id
      FROM campaign_spaces c LEFT JOIN campaign_metrics m ON m.campaign_space_id = c.id
      GROUP BY c.id
      HAVING (sum(m.impressions), sum(m.clicks), sum(m.spend), sum(m.conversions), sum(m.revenue))
        IS DISTINCT FROM
        (c.total_impressions, c.total_clicks, c.total_spend, c.total_conversions, c.total_revenue)
      """;

  private static final String CURRENCIES =
      """
      SELECT campaign_space_id FROM campaign_metrics GROUP BY 1 HAVING count(DISTINCT currency) > 1
      """;

  private static final String LOG =
      """
      SELECT job.id || ' ' || job.status FROM sync_jobs job
      LEFT JOIN metric_changes log ON log.job_id = job.id
      GROUP BY job.id
      HAVING count(*) FILTER (WHERE operation = 'update') <> records_updated
        OR count(*) FILTER (WHERE operation = 'delete') <> records_deleted
      """;

  private static final String BALANCE =
      """
      SELECT connection_id || ' ' || entity
      FROM (
        SELECT connection_id, entity, records_inserted - records_deleted AS rows FROM sync_jobs
        UNION ALL
        SELECT connection_id, 'campaign_metrics', -1 FROM campaign_metrics
        UNION ALL
        SELECT connection_id, 'asset_metrics', -1 FROM campaign_asset_metrics) AS moves
      GROUP BY connection_id, entity HAVING sum(rows) <> 0
      """;

  private static final String JOBS =
      """
      SELECT job::text FROM sync_jobs job
      WHERE records_processed
          < records_inserted + records_updated + records_unchanged + records_failed
        OR (status <> 'failed' AND records_processed
          <> records_inserted + records_updated + records_unchanged + records_failed)
        OR completed_at IS NULL OR completed_at < started_at OR started_at < created_at
        OR retry_count > max_retries OR next_attempt_at IS NOT NULL
        OR (status = 'failed') <> (error_code IS NOT NULL AND error_code NOT IN ('ROWS_REJECTED', 'DELETES_GUARDED'))
      """;

  private static final String CONNECTIONS =
      """
      SELECT connection::text
      FROM connections connection JOIN sync_jobs job ON job.connection_id = connection.id
      GROUP BY connection.id
      HAVING sync_status NOT IN ('idle', 'error')
        OR total_syncs_attempted <> count(*) FILTER (WHERE job.started_at IS NOT NULL)
        OR total_syncs_with_changes <> count(*) FILTER (
          WHERE status IN ('completed', 'partial')
            AND records_inserted + records_updated + records_deleted > 0)
        OR (last_sync_completed_at IS NULL) <> (count(*) FILTER (
          WHERE status IN ('completed', 'partial', 'skipped')) = 0)
      """;

  private static final String WATERMARKS =
      """
      SELECT m.connection_id || ' ' || m.metric_date
      FROM campaign_metrics m LEFT JOIN source_partitions p ON p.connection_id = m.connection_id
        AND p.entity = 'campaign_metrics' AND p.day = m.metric_date
      WHERE p.day IS NULL OR m.synced_from_bigquery_at > p.extraction_version
      """;

  private static final String LEASES =
      """
      SELECT lease::text FROM connection_leases lease WHERE expires_at > now()
      """;

  /** By what they find. */
  static final Map<String, String> SQL =
      Map.of(
          "the daily rollup is not the sum of the rows", ROLLUP,
          "a campaign's totals are not the sums of its rows", TOTALS,
          "a campaign in two currencies", CURRENCIES,
          "the change log and the job's counters differ", LOG,
          "rows that no job inserted or deleted", BALANCE,
          "a job's row contradicts itself", JOBS,
          "a connection's tracking fields contradict its jobs", CONNECTIONS,
          "a row newer than its day's watermark", WATERMARKS,
          "a lease that nobody can hold", LEASES);

  private Contradictions() {}
}
