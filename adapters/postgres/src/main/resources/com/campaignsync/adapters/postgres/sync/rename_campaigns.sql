-- $1 connection, $2 whether only campaigns without a name get one.
-- The name of the latest staged day, unless the store has a later day: a backfill brings no old names back.
WITH named AS (
  SELECT campaign.id, staged.name, staged.last_slot, staged.name IS DISTINCT FROM campaign.name AS other
  FROM sync_campaigns AS staged
  JOIN campaign_spaces AS campaign
    ON campaign.connection_id = $1 AND campaign.campaign_id = staged.campaign_id
    AND campaign.currency = staged.currency
  WHERE staged.name IS NOT NULL
), latest AS (
  -- Nearly always nobody has another name than before, and there is nothing to sort.
  SELECT DISTINCT ON (id) id, name, DATE '2000-01-01' + CAST((last_slot + 1) >> 5 AS integer) AS last_day
  FROM named
  WHERE id IN (SELECT id FROM named WHERE other)
  ORDER BY id, last_slot DESC, name
)
UPDATE campaign_spaces AS campaign
SET name = latest.name
FROM latest
WHERE campaign.id = latest.id AND campaign.name IS DISTINCT FROM latest.name
  AND (campaign.name IS NULL OR NOT $2 AND NOT EXISTS (
    SELECT FROM campaign_metrics AS stored
    WHERE stored.campaign_space_id = campaign.id AND stored.metric_date > latest.last_day))
