-- $1 tenant, $2 new currency or null, $3 new realtime_allowed or null. What stands against the change.
SELECT
  coalesce(tenant.currency <> CAST($2 AS text), false) AS other_currency,
  EXISTS (SELECT FROM campaign_spaces WHERE tenant_id = $1) AS has_campaigns,
  tenant.realtime_allowed AND NOT coalesce($3, true)
    AND EXISTS (SELECT FROM connections WHERE tenant_id = $1 AND sync_frequency = 'realtime') AS realtime_in_use
FROM tenants AS tenant
WHERE tenant.id = $1
