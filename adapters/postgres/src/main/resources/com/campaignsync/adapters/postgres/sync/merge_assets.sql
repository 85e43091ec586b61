-- $1 connection, $2 tenant, $3 platform, $4 job, $5 extraction version, $6 first day, $7 last day.
-- Rows that differ and their change log. $6 and $7 let the planner leave out the partitions of other months.
WITH merged AS (
  MERGE INTO campaign_asset_metrics AS stored
  USING (
    SELECT asset.id AS campaign_asset_id, campaign.id AS campaign_space_id, campaign.currency, staged.metric_date,
      staged.metric_hour, staged.impressions, staged.clicks, staged.engagements, staged.spend, staged.conversions,
      staged.revenue, staged.leads, staged.installs, staged.purchases, staged.visitors, staged.profit
    FROM sync_staging AS staged
    JOIN campaign_spaces AS campaign ON campaign.connection_id = $1 AND campaign.campaign_id = staged.campaign_id
    JOIN campaign_assets AS asset ON asset.campaign_space_id = campaign.id AND asset.asset_id = staged.asset_id
    WHERE staged.reject_reason IS NULL
  ) AS read
  ON stored.campaign_asset_id = read.campaign_asset_id AND stored.metric_date = read.metric_date
    AND stored.metric_hour = read.metric_hour
    AND stored.tenant_id = $2 AND stored.metric_date BETWEEN $6 AND $7
  WHEN MATCHED AND stored.synced_from_bigquery_at <= $5
    AND (
      stored.currency, stored.impressions, stored.clicks, stored.engagements, stored.spend, stored.conversions, stored.revenue,
      stored.leads, stored.installs, stored.purchases, stored.visitors, stored.profit
    ) IS DISTINCT FROM (
      read.currency, read.impressions, read.clicks, read.engagements, read.spend, read.conversions, read.revenue, read.leads,
      read.installs, read.purchases, read.visitors, read.profit
    ) THEN
    UPDATE SET
      currency = read.currency, impressions = read.impressions, clicks = read.clicks, engagements = read.engagements, spend = read.spend,
      conversions = read.conversions, revenue = read.revenue, leads = read.leads, installs = read.installs,
      purchases = read.purchases, visitors = read.visitors, profit = read.profit, bigquery_sync_id = $4,
      synced_from_bigquery_at = $5
  WHEN NOT MATCHED THEN
    INSERT (
      tenant_id, connection_id, campaign_asset_id, platform, metric_date, metric_hour, currency,
      impressions, clicks, engagements, spend, conversions, revenue, leads, installs, purchases, visitors, profit,
      bigquery_sync_id, first_synced_at, synced_from_bigquery_at
    ) VALUES (
      $2, $1, read.campaign_asset_id, $3, read.metric_date, read.metric_hour, read.currency,
      read.impressions, read.clicks, read.engagements, read.spend, read.conversions, read.revenue, read.leads,
      read.installs, read.purchases, read.visitors, read.profit, $4,
      (SELECT CAST(current_setting('campaign_sync.changed_at') AS timestamptz)), $5
    )
  RETURNING
    merge_action() = 'UPDATE' AS is_update, read.campaign_space_id, new.campaign_asset_id, new.metric_date,
    new.metric_hour,
    CASE merge_action() WHEN 'UPDATE' THEN jsonb_build_object(
      'impressions', old.impressions, 'clicks', old.clicks, 'engagements', old.engagements, 'spend', old.spend,
      'conversions', old.conversions, 'revenue', old.revenue, 'leads', old.leads, 'installs', old.installs,
      'purchases', old.purchases, 'visitors', old.visitors, 'profit', old.profit, 'currency', old.currency)
      END AS old_values,
    CASE merge_action() WHEN 'UPDATE' THEN jsonb_build_object(
      'impressions', new.impressions, 'clicks', new.clicks, 'engagements', new.engagements, 'spend', new.spend,
      'conversions', new.conversions, 'revenue', new.revenue, 'leads', new.leads, 'installs', new.installs,
      'purchases', new.purchases, 'visitors', new.visitors, 'profit', new.profit, 'currency', new.currency)
      END AS new_values,
    old.first_synced_at AS row_first_synced_at
), logged AS (
  INSERT INTO metric_changes (
    tenant_id, connection_id, entity, campaign_space_id, campaign_asset_id, metric_date, metric_hour, operation,
    old_values, new_values, row_first_synced_at, job_id, changed_at)
  SELECT $2, $1, 'asset_metrics', campaign_space_id, campaign_asset_id, metric_date, metric_hour, 'update', old_values,
    new_values, row_first_synced_at, $4, (SELECT CAST(current_setting('campaign_sync.changed_at') AS timestamptz))
  FROM merged
  WHERE is_update
), touched AS MATERIALIZED (
  SELECT metric_date, count(*) AS rows, count(*) FILTER (WHERE is_update) AS updated FROM merged GROUP BY metric_date
)
SELECT
  CAST(coalesce(sum(rows - updated), 0) AS bigint) AS inserted,
  CAST(coalesce(sum(updated), 0) AS bigint) AS updated, CAST(0 AS bigint) AS to_recount,
  coalesce(array_agg(CAST(metric_date AS text)), '{}') AS changed_days
FROM touched
