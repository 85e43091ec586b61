-- The connections that a sync by hand covers, in the order in which they are locked.
SELECT id
FROM connections
WHERE tenant_id = $1
  AND ($2::text IS NULL OR platform = $2)
  AND (NOT $3 OR id IN (SELECT connection_id FROM campaign_spaces WHERE tenant_id = $1 AND id = ANY($4)))
ORDER BY id
LIMIT $5
