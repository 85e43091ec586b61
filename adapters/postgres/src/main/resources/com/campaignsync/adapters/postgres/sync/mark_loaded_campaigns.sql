-- $1 connection, $2 tenant, $3 days as texts.
-- Whatever was done to rows or totals behind our back: these are summed up anew.
INSERT INTO sync_recount (campaign_space_id)
SELECT DISTINCT campaign_space_id
FROM campaign_metrics
WHERE tenant_id = $2 AND connection_id = $1 AND metric_date = ANY (CAST($3 AS date[]))
