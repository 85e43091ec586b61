-- Totals from the rows themselves, for the campaigns that could not be settled by differences. One whose last row is
-- gone stays, with unknown totals.
WITH sums AS (
  SELECT affected.campaign_space_id,
    sum(stored.impressions) AS impressions, sum(stored.clicks) AS clicks, sum(stored.spend) AS spend,
    sum(stored.conversions) AS conversions, sum(stored.revenue) AS revenue
  FROM (SELECT DISTINCT campaign_space_id FROM sync_recount) AS affected
  LEFT JOIN campaign_metrics AS stored ON stored.campaign_space_id = affected.campaign_space_id
  GROUP BY affected.campaign_space_id
)
UPDATE campaign_spaces AS campaign
SET
  total_impressions = sums.impressions, total_clicks = sums.clicks, total_spend = sums.spend,
  total_conversions = sums.conversions, total_revenue = sums.revenue, performance_last_updated = clock_timestamp()
FROM sums
WHERE campaign.id = sums.campaign_space_id
