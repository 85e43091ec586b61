-- $1 connection, $2 tenant. Whatever was done to rows or totals behind our back; what is right is not written.
WITH sums AS (
  SELECT campaign.id,
    sum(stored.impressions) AS impressions, sum(stored.clicks) AS clicks, sum(stored.spend) AS spend,
    sum(stored.conversions) AS conversions, sum(stored.revenue) AS revenue
  FROM campaign_spaces AS campaign
  LEFT JOIN campaign_metrics AS stored ON stored.campaign_space_id = campaign.id
    AND stored.tenant_id = $2 AND stored.connection_id = $1
  WHERE campaign.connection_id = $1
  GROUP BY campaign.id
)
UPDATE campaign_spaces AS campaign
SET
  total_impressions = sums.impressions, total_clicks = sums.clicks, total_spend = sums.spend,
  total_conversions = sums.conversions, total_revenue = sums.revenue, performance_last_updated = clock_timestamp()
FROM sums
WHERE campaign.connection_id = $1 AND campaign.id = sums.id
  AND (
    campaign.total_impressions, campaign.total_clicks, campaign.total_spend, campaign.total_conversions,
    campaign.total_revenue
  ) IS DISTINCT FROM (sums.impressions, sums.clicks, sums.spend, sums.conversions, sums.revenue)
