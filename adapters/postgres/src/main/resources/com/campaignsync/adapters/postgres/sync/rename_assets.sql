-- $1 connection.
-- The name of the latest staged day, unless the store has a later day: a backfill brings no old names back.
WITH latest AS (
  SELECT DISTINCT ON (asset.id) asset.id, staged.name,
    DATE '2000-01-01' + CAST((staged.last_slot + 1) >> 5 AS integer) AS last_day
  FROM sync_assets AS staged
  JOIN campaign_spaces AS campaign ON campaign.connection_id = $1 AND campaign.campaign_id = staged.campaign_id
  JOIN campaign_assets AS asset ON asset.campaign_space_id = campaign.id AND asset.asset_id = staged.asset_id
  WHERE staged.name IS NOT NULL
  ORDER BY asset.id, staged.last_slot DESC, staged.name
)
UPDATE campaign_assets AS asset
SET name = latest.name
FROM latest
WHERE asset.id = latest.id AND asset.name IS DISTINCT FROM latest.name
  AND (asset.name IS NULL OR NOT EXISTS (
    SELECT FROM campaign_asset_metrics AS stored
    WHERE stored.campaign_asset_id = asset.id AND stored.metric_date > latest.last_day))
