-- $1 connection, $2 extraction version, $3 days that this load replaces wholly, as texts.
-- A campaign has one currency: it changes only where nothing stays in the old one. What the source has of the campaign
-- is all in the new one, no row is stored on another day or by a later read, and none is kept for a rejected key.
WITH wanted AS (
  SELECT campaign_id, min(currency) AS currency
  FROM sync_campaigns
  GROUP BY campaign_id
  HAVING min(currency) = max(currency)
), kept AS MATERIALIZED (
  SELECT DISTINCT CASE WHEN pg_input_is_valid(raw_row, 'jsonb') THEN CAST(raw_row AS jsonb) ->> 'campaign_id' END
    AS campaign_id
  FROM sync_staging
  WHERE raw_row IS NOT NULL AND reject_reason <> 'NO_CAMPAIGN'
)
UPDATE campaign_spaces AS campaign
SET currency = wanted.currency
FROM wanted
WHERE campaign.connection_id = $1 AND campaign.campaign_id = wanted.campaign_id
  AND campaign.currency <> wanted.currency
  AND NOT EXISTS (
    SELECT FROM campaign_metrics AS stored
    WHERE stored.campaign_space_id = campaign.id
      AND (stored.metric_date <> ALL (CAST($3 AS date[])) OR stored.synced_from_bigquery_at > $2))
  AND NOT EXISTS (SELECT FROM kept WHERE kept.campaign_id IS NULL OR kept.campaign_id = wanted.campaign_id)
