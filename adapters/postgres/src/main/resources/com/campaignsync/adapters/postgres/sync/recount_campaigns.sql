-- Totals from the rows themselves, for the campaigns that the merge could not settle by differences.
WITH sums AS (
  SELECT stored.campaign_space_id,
    sum(stored.impressions) AS impressions, sum(stored.clicks) AS clicks, sum(stored.spend) AS spend,
    sum(stored.conversions) AS conversions, sum(stored.revenue) AS revenue
  FROM campaign_metrics AS stored
  JOIN sync_recount ON sync_recount.campaign_space_id = stored.campaign_space_id
  GROUP BY stored.campaign_space_id
)
UPDATE campaign_spaces AS campaign
SET
  total_impressions = sums.impressions, total_clicks = sums.clicks, total_spend = sums.spend,
  total_conversions = sums.conversions, total_revenue = sums.revenue, performance_last_updated = clock_timestamp()
FROM sums
WHERE campaign.id = sums.campaign_space_id
