-- $1 connection, $2 tenant.
INSERT INTO campaign_assets (tenant_id, campaign_space_id, asset_id)
SELECT DISTINCT $2, campaign.id, staged.asset_id
FROM sync_assets AS staged
JOIN campaign_spaces AS campaign ON campaign.connection_id = $1 AND campaign.campaign_id = staged.campaign_id
WHERE NOT EXISTS (
  SELECT FROM campaign_assets AS asset
  WHERE asset.campaign_space_id = campaign.id AND asset.asset_id = staged.asset_id)
ON CONFLICT (campaign_space_id, asset_id) DO NOTHING
