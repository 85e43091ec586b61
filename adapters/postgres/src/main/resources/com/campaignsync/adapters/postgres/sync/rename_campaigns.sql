-- $1 connection.
-- The name of the latest staged day, unless the store has a later day: a backfill brings no old names back.
WITH named AS (
  SELECT campaign_id, max(metric_date) AS last_day
  FROM sync_staging
  WHERE reject_reason IS NULL AND campaign_name IS NOT NULL
  GROUP BY campaign_id
), latest AS (
  SELECT DISTINCT ON (staged.campaign_id) staged.campaign_id, staged.campaign_name, named.last_day
  FROM named
  JOIN sync_staging AS staged ON staged.campaign_id = named.campaign_id AND staged.metric_date = named.last_day
  WHERE staged.reject_reason IS NULL AND staged.campaign_name IS NOT NULL
  ORDER BY staged.campaign_id, staged.metric_hour DESC
)
UPDATE campaign_spaces AS campaign
SET name = latest.campaign_name
FROM latest
WHERE campaign.connection_id = $1 AND campaign.campaign_id = latest.campaign_id
  AND campaign.name IS DISTINCT FROM latest.campaign_name
  AND (campaign.name IS NULL OR NOT EXISTS (
    SELECT FROM campaign_metrics AS stored
    WHERE stored.campaign_space_id = campaign.id AND stored.metric_date > latest.last_day))
