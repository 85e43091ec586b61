-- $1 connection, $2 tenant, $3 platform.
-- A new campaign's currency is that of its first row by day and hour. Its name may be a later one: see the renaming.
INSERT INTO campaign_spaces (tenant_id, connection_id, platform, campaign_id, currency, name)
SELECT DISTINCT ON (staged.campaign_id) $2, $1, $3, staged.campaign_id, staged.currency, staged.name
FROM sync_campaigns AS staged
WHERE NOT EXISTS (
  SELECT FROM campaign_spaces AS campaign
  WHERE campaign.connection_id = $1 AND campaign.campaign_id = staged.campaign_id)
ORDER BY staged.campaign_id, staged.first_slot, staged.currency
ON CONFLICT (connection_id, campaign_id) DO NOTHING
