-- $1 connection, $2 whether only campaigns without a name get one.
-- The name of the latest staged day, unless the store has a later day: a backfill brings no old names back.
WITH latest AS (
  SELECT DISTINCT ON (staged.campaign_id) campaign.id, staged.name,
    DATE '2000-01-01' + CAST((staged.last_slot + 1) >> 5 AS integer) AS last_day
  FROM sync_campaigns AS staged
  JOIN campaign_spaces AS campaign
    ON campaign.connection_id = $1 AND campaign.campaign_id = staged.campaign_id
    AND campaign.currency = staged.currency
  WHERE staged.name IS NOT NULL
  ORDER BY staged.campaign_id, staged.last_slot DESC, staged.name
)
UPDATE campaign_spaces AS campaign
SET name = latest.name
FROM latest
WHERE campaign.id = latest.id AND campaign.name IS DISTINCT FROM latest.name
  AND (campaign.name IS NULL OR NOT $2 AND NOT EXISTS (
    SELECT FROM campaign_metrics AS stored
    WHERE stored.campaign_space_id = campaign.id AND stored.metric_date > latest.last_day))
