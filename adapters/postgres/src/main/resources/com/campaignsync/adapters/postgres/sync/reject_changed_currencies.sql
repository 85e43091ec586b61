-- $1 connection.
-- A campaign has one currency: what it was first seen in. Others would be added up with it.
UPDATE sync_staging AS staged
SET reject_reason = 'CURRENCY_CHANGED'
FROM (
  SELECT DISTINCT foreign_campaign.campaign_id, foreign_campaign.currency
  FROM sync_campaigns AS foreign_campaign
  JOIN campaign_spaces AS campaign
    ON campaign.connection_id = $1 AND campaign.campaign_id = foreign_campaign.campaign_id
  WHERE campaign.currency <> foreign_campaign.currency) AS changed
WHERE staged.campaign_id = changed.campaign_id AND staged.currency = changed.currency
  AND staged.reject_reason IS NULL
