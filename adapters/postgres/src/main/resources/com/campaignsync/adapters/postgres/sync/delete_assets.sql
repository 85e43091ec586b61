-- $1 connection, $2 tenant, $3 extraction version, $4 job, $5 days as texts, $6 forced, $7 and $8 the guard's rows and
-- percent. As delete_metrics.sql, for assets.
WITH kept AS MATERIALIZED (
  SELECT metric_date, raw ->> 'campaign_id' AS campaign_id, raw ->> 'asset_id' AS asset_id,
    CASE WHEN raw ->> 'metric_hour' ~ '^-?[0-9]{1,2}$' THEN CAST(raw ->> 'metric_hour' AS integer) END AS metric_hour
  FROM (
    SELECT metric_date, CASE WHEN pg_input_is_valid(raw_row, 'jsonb') THEN CAST(raw_row AS jsonb) END AS raw
    FROM sync_staging
    WHERE raw_row IS NOT NULL AND reject_reason <> 'NO_CAMPAIGN') AS rejected
), vanished AS MATERIALIZED (
  SELECT stored.id, stored.metric_date, asset.campaign_space_id
  FROM campaign_asset_metrics AS stored
  JOIN campaign_assets AS asset ON asset.id = stored.campaign_asset_id
  JOIN campaign_spaces AS campaign ON campaign.id = asset.campaign_space_id
  WHERE stored.tenant_id = $2 AND stored.connection_id = $1 AND stored.metric_date = ANY (CAST($5 AS date[]))
    AND stored.synced_from_bigquery_at <= $3
    AND NOT EXISTS (
      SELECT FROM sync_staging AS staged
      WHERE staged.campaign_id = campaign.campaign_id AND staged.asset_id = asset.asset_id
        AND staged.metric_date = stored.metric_date AND staged.metric_hour = stored.metric_hour)
    AND NOT EXISTS (
      SELECT FROM kept
      WHERE kept.campaign_id = campaign.campaign_id AND kept.metric_date = stored.metric_date
        AND (kept.asset_id IS NULL OR kept.asset_id = asset.asset_id)
        AND (kept.metric_hour IS NULL OR kept.metric_hour = stored.metric_hour))
    AND NOT EXISTS (
      SELECT FROM kept WHERE kept.campaign_id IS NULL AND kept.metric_date = stored.metric_date)
), going AS (
  SELECT metric_date, count(*) AS lost FROM vanished GROUP BY metric_date
), refused AS MATERIALIZED (
  SELECT going.metric_date
  FROM going
  JOIN campaign_asset_metrics AS stored
    ON stored.tenant_id = $2 AND stored.connection_id = $1 AND stored.metric_date = going.metric_date
    AND stored.metric_date = ANY (CAST($5 AS date[]))
  WHERE NOT $6 AND going.lost > $7
  GROUP BY going.metric_date, going.lost
  HAVING going.lost * 100 > count(*) * $8
), deleted AS (
  DELETE FROM campaign_asset_metrics AS stored
  USING vanished
  WHERE stored.id = vanished.id AND stored.metric_date = vanished.metric_date
    AND stored.metric_date = ANY (CAST($5 AS date[]))
    AND NOT EXISTS (SELECT FROM refused WHERE refused.metric_date = vanished.metric_date)
  RETURNING vanished.campaign_space_id, stored.campaign_asset_id, stored.metric_date, stored.metric_hour,
    jsonb_build_object(
      'impressions', stored.impressions, 'clicks', stored.clicks, 'engagements', stored.engagements,
      'spend', stored.spend, 'conversions', stored.conversions, 'revenue', stored.revenue, 'leads', stored.leads,
      'installs', stored.installs, 'purchases', stored.purchases, 'visitors', stored.visitors,
      'profit', stored.profit, 'currency', stored.currency) AS old_values, stored.first_synced_at
), logged AS (
  INSERT INTO metric_changes (
    tenant_id, connection_id, entity, campaign_space_id, campaign_asset_id, metric_date, metric_hour, operation,
    old_values, row_first_synced_at, job_id, changed_at)
  SELECT $2, $1, 'asset_metrics', campaign_space_id, campaign_asset_id, metric_date, metric_hour, 'delete', old_values,
    first_synced_at, $4, (SELECT CAST(current_setting('campaign_sync.changed_at') AS timestamptz))
  FROM deleted
)
SELECT
  (SELECT count(*) FROM deleted) AS deleted,
  ARRAY(SELECT DISTINCT CAST(metric_date AS text) FROM deleted) AS changed_days,
  ARRAY(SELECT CAST(metric_date AS text) FROM refused) AS guarded_days
