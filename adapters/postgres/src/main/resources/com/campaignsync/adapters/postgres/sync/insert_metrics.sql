-- $1 connection, $2 tenant, $3 platform, $4 job, $5 extraction version.
-- Days of which nothing is stored need no comparison: what is staged is new, and the campaigns' totals grow by it.
WITH inserted AS (
  INSERT INTO campaign_metrics (
    tenant_id, connection_id, campaign_space_id, platform, metric_date, metric_hour, currency,
    impressions, clicks, spend, conversions, revenue, leads, installs, purchases, visitors, profit,
    bigquery_sync_id, first_synced_at, synced_from_bigquery_at)
  SELECT $2, $1, campaign.id, $3, staged.metric_date, staged.metric_hour, campaign.currency,
    staged.impressions, staged.clicks, staged.spend, staged.conversions, staged.revenue, staged.leads,
    staged.installs, staged.purchases, staged.visitors, staged.profit, $4,
    (SELECT CAST(current_setting('campaign_sync.changed_at') AS timestamptz)), $5
  FROM sync_staging AS staged
  JOIN campaign_spaces AS campaign ON campaign.connection_id = $1 AND campaign.campaign_id = staged.campaign_id
  WHERE staged.reject_reason IS NULL
  -- Day by day, so that the indexes by date grow at their ends; within a day as the unique key has it, so that
  -- neighbours are written together, whatever order the source has.
  ORDER BY staged.metric_date, campaign.id, staged.metric_hour
), growth AS MATERIALIZED (
  SELECT campaign_id, count(*) AS rows,
    sum(impressions) AS impressions, sum(clicks) AS clicks, sum(spend) AS spend, sum(conversions) AS conversions,
    sum(revenue) AS revenue
  FROM sync_staging
  WHERE reject_reason IS NULL
  GROUP BY campaign_id
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
  WHERE campaign.connection_id = $1 AND campaign.campaign_id = growth.campaign_id
)
SELECT CAST(coalesce(sum(rows), 0) AS bigint) AS inserted
FROM growth
