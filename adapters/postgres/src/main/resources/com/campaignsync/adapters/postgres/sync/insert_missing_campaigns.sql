-- $1 connection, $2 tenant, $3 platform, $4 the tenant's currency.
-- A new campaign's currency is that of its first row by day and hour.
WITH missing AS (
  SELECT staged.campaign_id, min(staged.metric_date) AS first_day
  FROM sync_staging AS staged
  WHERE staged.reject_reason IS NULL
  GROUP BY staged.campaign_id
  HAVING NOT EXISTS (
    SELECT FROM campaign_spaces AS campaign
    WHERE campaign.connection_id = $1 AND campaign.campaign_id = staged.campaign_id)
)
INSERT INTO campaign_spaces (tenant_id, connection_id, platform, campaign_id, currency)
SELECT DISTINCT ON (staged.campaign_id) $2, $1, $3, staged.campaign_id, coalesce(staged.currency, $4)
FROM missing
JOIN sync_staging AS staged ON staged.campaign_id = missing.campaign_id AND staged.metric_date = missing.first_day
WHERE staged.reject_reason IS NULL
ORDER BY staged.campaign_id, staged.metric_hour
ON CONFLICT (connection_id, campaign_id) DO NOTHING
