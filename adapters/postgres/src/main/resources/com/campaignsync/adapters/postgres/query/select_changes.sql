-- $1 tenant, $2 first day, $3 end day, exclusive, $4 changed since or null, $5 changed before or null, $6 campaigns or
-- null, $7 platform or null, $8 entity or null, $9 kind or null, $10, $11 time and id of the last one seen, or null,
-- $12 most rows. Names are looked up for the page's changes only; a change's campaign goes no sooner than the change.
SELECT change.id, change.changed_at, change.operation AS kind, change.entity, change.metric_date AS date,
  nullif(change.metric_hour, -1) AS hour, change.connection_id, campaign.platform, change.campaign_space_id,
  campaign.campaign_id, campaign.name AS campaign_name, asset.asset_id, asset.name AS asset_name,
  coalesce(change.new_values ->> 'currency', change.old_values ->> 'currency', campaign.currency) AS currency,
  change.job_id, change.old_values AS old, change.new_values AS new
FROM (
  SELECT * FROM metric_changes AS any_change
  WHERE tenant_id = $1 AND metric_date >= $2 AND metric_date < $3
    AND (CAST($4 AS timestamptz) IS NULL OR changed_at >= $4)
    AND (CAST($5 AS timestamptz) IS NULL OR changed_at < $5)
    AND (CAST($6 AS uuid[]) IS NULL OR campaign_space_id = ANY ($6))
    AND (CAST($7 AS text) IS NULL OR EXISTS (
      SELECT FROM campaign_spaces AS own
      WHERE own.id = any_change.campaign_space_id AND own.tenant_id = $1 AND own.platform = $7))
    AND (CAST($8 AS text) IS NULL OR entity = $8)
    AND (CAST($9 AS text) IS NULL OR operation = $9)
    AND (CAST($10 AS timestamptz) IS NULL OR (changed_at, id) < ($10, CAST($11 AS bigint)))
  ORDER BY changed_at DESC, id DESC
  LIMIT $12) AS change
JOIN campaign_spaces AS campaign ON campaign.id = change.campaign_space_id AND campaign.tenant_id = $1
LEFT JOIN campaign_assets AS asset ON asset.id = change.campaign_asset_id AND asset.tenant_id = $1
ORDER BY change.changed_at DESC, change.id DESC
