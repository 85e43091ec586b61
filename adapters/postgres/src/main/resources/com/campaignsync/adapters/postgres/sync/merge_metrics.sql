-- $1 connection, $2 tenant, $3 platform, $4 job, $5 extraction version, $6 first day, $7 last day.
-- One statement, so that each table is read and written once: rows that differ, their change log and the campaigns'
-- totals by exact differences. $6 and $7 let the planner leave out the partitions of other months.
WITH merged AS (
  MERGE INTO campaign_metrics AS stored
  USING (
    SELECT campaign.id AS campaign_space_id, campaign.currency, staged.metric_date, staged.metric_hour,
      staged.impressions, staged.clicks, staged.spend, staged.conversions, staged.revenue, staged.leads,
      staged.installs, staged.purchases, staged.visitors, staged.profit
    FROM sync_staging AS staged
    JOIN campaign_spaces AS campaign ON campaign.connection_id = $1 AND campaign.campaign_id = staged.campaign_id
    WHERE staged.reject_reason IS NULL
  ) AS read
  ON stored.campaign_space_id = read.campaign_space_id AND stored.metric_date = read.metric_date
    AND stored.metric_hour = read.metric_hour
    AND stored.tenant_id = $2 AND stored.metric_date BETWEEN $6 AND $7
  WHEN MATCHED AND stored.synced_from_bigquery_at <= $5
    AND (
      stored.currency, stored.impressions, stored.clicks, stored.spend, stored.conversions, stored.revenue, stored.leads,
      stored.installs, stored.purchases, stored.visitors, stored.profit
    ) IS DISTINCT FROM (
      read.currency, read.impressions, read.clicks, read.spend, read.conversions, read.revenue, read.leads,
      read.installs, read.purchases, read.visitors, read.profit
    ) THEN
    UPDATE SET
      currency = read.currency, impressions = read.impressions, clicks = read.clicks, spend = read.spend, conversions = read.conversions,
      revenue = read.revenue, leads = read.leads, installs = read.installs, purchases = read.purchases,
      visitors = read.visitors, profit = read.profit, bigquery_sync_id = $4, synced_from_bigquery_at = $5
  WHEN NOT MATCHED THEN
    INSERT (
      tenant_id, connection_id, campaign_space_id, platform, metric_date, metric_hour, currency,
      impressions, clicks, spend, conversions, revenue, leads, installs, purchases, visitors, profit,
      bigquery_sync_id, first_synced_at, synced_from_bigquery_at
    ) VALUES (
      $2, $1, read.campaign_space_id, $3, read.metric_date, read.metric_hour, read.currency,
      read.impressions, read.clicks, read.spend, read.conversions, read.revenue, read.leads, read.installs,
      read.purchases, read.visitors, read.profit, $4,
      (SELECT CAST(current_setting('campaign_sync.changed_at') AS timestamptz)), $5
    )
  RETURNING
    merge_action() = 'UPDATE' AS is_update, new.campaign_space_id, new.metric_date, new.metric_hour,
    new.impressions, new.clicks, new.spend, new.conversions, new.revenue,
    old.impressions AS old_impressions, old.clicks AS old_clicks, old.spend AS old_spend,
    old.conversions AS old_conversions, old.revenue AS old_revenue,
    CASE merge_action() WHEN 'UPDATE' THEN jsonb_build_object(
      'impressions', old.impressions, 'clicks', old.clicks, 'spend', old.spend, 'conversions', old.conversions,
      'revenue', old.revenue, 'leads', old.leads, 'installs', old.installs, 'purchases', old.purchases,
      'visitors', old.visitors, 'profit', old.profit, 'currency', old.currency)
      END AS old_values,
    CASE merge_action() WHEN 'UPDATE' THEN jsonb_build_object(
      'impressions', new.impressions, 'clicks', new.clicks, 'spend', new.spend, 'conversions', new.conversions,
      'revenue', new.revenue, 'leads', new.leads, 'installs', new.installs, 'purchases', new.purchases,
      'visitors', new.visitors, 'profit', new.profit, 'currency', new.currency)
      END AS new_values,
    old.first_synced_at AS row_first_synced_at
), logged AS (
  INSERT INTO metric_changes (
    tenant_id, connection_id, entity, campaign_space_id, metric_date, metric_hour, operation, old_values, new_values,
    row_first_synced_at, job_id, changed_at)
  SELECT $2, $1, 'campaign_metrics', campaign_space_id, metric_date, metric_hour, 'update', old_values, new_values,
    row_first_synced_at, $4, (SELECT CAST(current_setting('campaign_sync.changed_at') AS timestamptz))
  FROM merged
  WHERE is_update
), growth AS MATERIALIZED (
  -- Read once for both: what each campaign grew by, and the days touched.
  SELECT campaign_space_id, metric_date, count(*) AS rows, count(*) FILTER (WHERE is_update) AS updated,
    -- A value gone: whether others remain, only the rows can tell.
    bool_or(is_update AND (
      (old_impressions IS NOT NULL AND impressions IS NULL) OR (old_clicks IS NOT NULL AND clicks IS NULL)
      OR (old_spend IS NOT NULL AND spend IS NULL) OR (old_conversions IS NOT NULL AND conversions IS NULL)
      OR (old_revenue IS NOT NULL AND revenue IS NULL))) AS lost,
    -- How much a sum grows: null where no row adds a value to it.
    sum(impressions) - coalesce(sum(old_impressions), 0) AS impressions,
    sum(clicks) - coalesce(sum(old_clicks), 0) AS clicks,
    sum(spend) - coalesce(sum(old_spend), 0) AS spend,
    sum(conversions) - coalesce(sum(old_conversions), 0) AS conversions,
    sum(revenue) - coalesce(sum(old_revenue), 0) AS revenue
  FROM merged
  GROUP BY GROUPING SETS ((campaign_space_id), (metric_date))
), totals AS (
  UPDATE campaign_spaces AS campaign
  SET
    total_impressions = CASE WHEN growth.impressions IS NULL THEN campaign.total_impressions ELSE coalesce(campaign.total_impressions, 0) + growth.impressions END,
    total_clicks = CASE WHEN growth.clicks IS NULL THEN campaign.total_clicks ELSE coalesce(campaign.total_clicks, 0) + growth.clicks END,
    total_spend = CASE WHEN growth.spend IS NULL THEN campaign.total_spend ELSE coalesce(campaign.total_spend, 0) + growth.spend END,
    total_conversions = CASE WHEN growth.conversions IS NULL THEN campaign.total_conversions ELSE coalesce(campaign.total_conversions, 0) + growth.conversions END,
    total_revenue = CASE WHEN growth.revenue IS NULL THEN campaign.total_revenue ELSE coalesce(campaign.total_revenue, 0) + growth.revenue END,
    performance_last_updated = clock_timestamp()
  FROM growth
  WHERE campaign.id = growth.campaign_space_id
    AND (
      growth.impressions <> 0 OR (growth.impressions = 0 AND campaign.total_impressions IS NULL)
      OR growth.clicks <> 0 OR (growth.clicks = 0 AND campaign.total_clicks IS NULL)
      OR growth.spend <> 0 OR (growth.spend = 0 AND campaign.total_spend IS NULL)
      OR growth.conversions <> 0 OR (growth.conversions = 0 AND campaign.total_conversions IS NULL)
      OR growth.revenue <> 0 OR (growth.revenue = 0 AND campaign.total_revenue IS NULL)
    )
), recount AS (
  INSERT INTO sync_recount (campaign_space_id)
  SELECT campaign_space_id FROM growth WHERE lost AND campaign_space_id IS NOT NULL
  RETURNING 1
)
SELECT
  CAST(coalesce(sum(rows - updated), 0) AS bigint) AS inserted,
  CAST(coalesce(sum(updated), 0) AS bigint) AS updated,
  (SELECT count(*) FROM recount) AS to_recount,
  coalesce(array_agg(CAST(metric_date AS text)), '{}') AS changed_days
FROM growth
WHERE metric_date IS NOT NULL
