-- $1 tenant, $2 campaign. No row if the tenant has no such campaign.
SELECT campaign.campaign_id, campaign.currency, connection.last_sync_completed_at AS last_synced_at,
  (SELECT min(metric.metric_date) FROM campaign_assets AS asset
   JOIN campaign_asset_metrics AS metric ON metric.campaign_asset_id = asset.id
   WHERE asset.tenant_id = $1 AND metric.tenant_id = $1 AND asset.campaign_space_id = $2) AS data_from,
  (SELECT max(metric.metric_date) FROM campaign_assets AS asset
   JOIN campaign_asset_metrics AS metric ON metric.campaign_asset_id = asset.id
   WHERE asset.tenant_id = $1 AND metric.tenant_id = $1 AND asset.campaign_space_id = $2) AS data_through
FROM campaign_spaces AS campaign
JOIN connections AS connection ON connection.id = campaign.connection_id
WHERE campaign.tenant_id = $1 AND connection.tenant_id = $1 AND campaign.id = $2
