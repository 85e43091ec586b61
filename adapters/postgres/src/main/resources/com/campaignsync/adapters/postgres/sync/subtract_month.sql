-- $1 first day of the month that is about to go; nobody else is at the rows.
-- A total of which nothing remains is unknown again, unless rows that add up to nothing remain.
WITH gone AS (
  SELECT campaign_space_id,
    sum(impressions) AS impressions, sum(clicks) AS clicks, sum(spend) AS spend, sum(conversions) AS conversions,
    sum(revenue) AS revenue
  FROM campaign_metrics
  WHERE metric_date >= $1 AND metric_date < $1 + interval '1 month'
  GROUP BY campaign_space_id
)
UPDATE campaign_spaces AS campaign
SET
  total_impressions = CASE
    WHEN gone.impressions IS NULL THEN campaign.total_impressions
    WHEN gone.impressions <> campaign.total_impressions OR EXISTS (
      SELECT FROM campaign_metrics AS kept
      WHERE kept.campaign_space_id = campaign.id AND kept.impressions IS NOT NULL
        AND (kept.metric_date < $1 OR kept.metric_date >= $1 + interval '1 month'))
    THEN campaign.total_impressions - gone.impressions
  END,
  total_clicks = CASE
    WHEN gone.clicks IS NULL THEN campaign.total_clicks
    WHEN gone.clicks <> campaign.total_clicks OR EXISTS (
      SELECT FROM campaign_metrics AS kept
      WHERE kept.campaign_space_id = campaign.id AND kept.clicks IS NOT NULL
        AND (kept.metric_date < $1 OR kept.metric_date >= $1 + interval '1 month'))
    THEN campaign.total_clicks - gone.clicks
  END,
  total_spend = CASE
    WHEN gone.spend IS NULL THEN campaign.total_spend
    WHEN gone.spend <> campaign.total_spend OR EXISTS (
      SELECT FROM campaign_metrics AS kept
      WHERE kept.campaign_space_id = campaign.id AND kept.spend IS NOT NULL
        AND (kept.metric_date < $1 OR kept.metric_date >= $1 + interval '1 month'))
    THEN campaign.total_spend - gone.spend
  END,
  total_conversions = CASE
    WHEN gone.conversions IS NULL THEN campaign.total_conversions
    WHEN gone.conversions <> campaign.total_conversions OR EXISTS (
      SELECT FROM campaign_metrics AS kept
      WHERE kept.campaign_space_id = campaign.id AND kept.conversions IS NOT NULL
        AND (kept.metric_date < $1 OR kept.metric_date >= $1 + interval '1 month'))
    THEN campaign.total_conversions - gone.conversions
  END,
  total_revenue = CASE
    WHEN gone.revenue IS NULL THEN campaign.total_revenue
    WHEN gone.revenue <> campaign.total_revenue OR EXISTS (
      SELECT FROM campaign_metrics AS kept
      WHERE kept.campaign_space_id = campaign.id AND kept.revenue IS NOT NULL
        AND (kept.metric_date < $1 OR kept.metric_date >= $1 + interval '1 month'))
    THEN campaign.total_revenue - gone.revenue
  END,
  performance_last_updated = clock_timestamp()
FROM gone
WHERE campaign.id = gone.campaign_space_id
