-- Reads the staging table once for what is asked of each campaign. Nearly always one row a campaign: another currency
-- or name makes another.
INSERT INTO sync_campaigns (campaign_id, currency, name, first_slot, last_slot)
SELECT campaign_id, currency, campaign_name, min(slot), max(slot)
FROM (
  SELECT campaign_id, currency, campaign_name,
    CAST(metric_date - DATE '2000-01-01' AS bigint) * 32 + metric_hour AS slot
  FROM sync_staging
  WHERE reject_reason IS NULL) AS staged
GROUP BY campaign_id, currency, campaign_name
