-- $1 connection, $2 the tenant's currency.
-- A campaign has one currency: what it was first seen in. Others would be added up with it.
UPDATE sync_staging AS staged
SET reject_reason = 'CURRENCY_CHANGED'
FROM campaign_spaces AS campaign
WHERE campaign.connection_id = $1 AND campaign.campaign_id = staged.campaign_id
  AND staged.reject_reason IS NULL AND coalesce(staged.currency, $2) <> campaign.currency
